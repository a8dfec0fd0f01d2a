"""Late segmentation: text without sentence marks is cut to fit the sentences of the other side."""
