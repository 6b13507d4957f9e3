@rebind
Feature: RFC 8415 section 16.7, validation of Rebind

  Which Rebinds a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Rebind without Client Identifier is discarded

    @R8415-16.7-01
    Scenario: v6.rebind.without-client-id
      The whole Rebind is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Client Identifier
      When it sends a Rebind
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Rebind
      Then it receives a Reply

  Rule: A Rebind with a Server Identifier is discarded, whosever it is

    @R8415-16.7-02
    Scenario: v6.rebind.with-server-id
      It names this very server.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names the server
      When it sends a Rebind
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Rebind
      Then it receives a Reply

    @R8415-16.7-02
    Scenario: v6.rebind.with-server-id-of-another
      It names a server that is not there.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names another server
      When it sends a Rebind
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Rebind
      Then it receives a Reply
