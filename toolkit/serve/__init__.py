"""Previews the site: it watches content, templates and catalogs, builds what is touched, and the browser follows."""
