"""Who could meet whom: candidates, reasons, an introducer, a place and a first step."""
