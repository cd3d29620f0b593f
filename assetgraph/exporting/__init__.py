"""A neighbourhood for other tools: the workbook, tables, JSON, GraphML, GEXF and networkx."""
