"""The rules, one module per section; a finding is a rule's word on one framing."""
