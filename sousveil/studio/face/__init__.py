"""The pages of the studio: HTML that needs no state on the server, and modules that call the documented API."""
