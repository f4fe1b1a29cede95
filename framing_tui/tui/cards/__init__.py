"""The open question: one card for each way of answering."""
