"""The studio: a local web application. service is plain Python, work lives the jobs, api and face show both."""
