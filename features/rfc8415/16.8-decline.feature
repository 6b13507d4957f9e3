@decline
Feature: RFC 8415 section 16.8, validation of Decline

  Which Declines a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Decline without Server Identifier is discarded

    @R8415-16.8-01
    Scenario: v6.decline.without-server-id
      The lease stays as it was; the whole Decline is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Server Identifier
      When it sends a Decline
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Decline
      Then it receives a Reply

  Rule: A Decline that names another server is left to that server

    @R8415-16.8-02 @R8415-14-02
    Scenario: v6.decline.for-another-server
      The Server Identifier differs in its last byte. Only the server that is named may answer, so even UnspecFail is wrong.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names another server
      When it sends a Decline
      Then it receives no answer
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Decline
      Then it receives a Reply

  Rule: A Decline without Client Identifier is discarded

    @R8415-16.8-03
    Scenario: v6.decline.without-client-id
      The lease stays as it was; the whole Decline is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Client Identifier
      When it sends a Decline
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Decline
      Then it receives a Reply
