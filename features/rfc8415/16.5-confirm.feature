@confirm
Feature: RFC 8415 section 16.5, validation of Confirm

  Which Confirms a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Confirm without Client Identifier is discarded

    @R8415-16.5-01
    Scenario: v6.confirm.without-client-id
      The whole Confirm is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Client Identifier
      When it sends a Confirm
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Confirm
      Then it receives a Reply

  Rule: A Confirm with a Server Identifier is discarded, whosever it is

    @R8415-16.5-02
    Scenario: v6.confirm.with-server-id
      It names this very server.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names the server
      When it sends a Confirm
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Confirm
      Then it receives a Reply

    @R8415-16.5-02
    Scenario: v6.confirm.with-server-id-of-another
      It names a server that is not there.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names another server
      When it sends a Confirm
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Confirm
      Then it receives a Reply
