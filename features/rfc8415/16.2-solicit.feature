@solicit
Feature: RFC 8415 section 16.2, validation of Solicit

  Which Solicits a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Solicit without Client Identifier is discarded

    @R8415-16.2-01
    Scenario: v6.solicit.without-client-id
      The same Solicit with a Client Identifier is answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message lacks the option Client Identifier
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

  Rule: A Solicit with a Server Identifier is discarded, whosever it is

    @R8415-16.2-02
    Scenario: v6.solicit.with-server-id
      It names this very server.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the server
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16.2-02
    Scenario: v6.solicit.with-server-id-of-another
      It names a server that is not there.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names another server
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail
