"""The preview: content, templates and catalogs are watched, what is touched is built again, the browser follows."""
