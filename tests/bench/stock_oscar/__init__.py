"""django-oscar as it comes, with the settings that its documentation asks for: what our pages are measured against."""
