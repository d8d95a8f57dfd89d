"""The board report, in the forms that boards pass round."""
