@release
Feature: RFC 8415 section 16.9, validation of Release

  Which Releases a server discards. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Release without Server Identifier is discarded

    @R8415-16.9-01
    Scenario: v6.release.without-server-id
      The lease stays as it was; the whole Release is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Server Identifier
      When it sends a Release
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Release
      Then it receives a Reply
      And the server has ended the lease of IA_NA 1

  Rule: A Release that names another server is left to that server

    @R8415-16.9-02 @R8415-14-02
    Scenario: v6.release.for-another-server
      The Server Identifier differs in its last byte. Only the server that is named may answer, so even UnspecFail is wrong.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message names another server
      When it sends a Release
      Then it receives no answer
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Release
      Then it receives a Reply
      And the server has ended the lease of IA_NA 1

  Rule: A Release without Client Identifier is discarded

    @R8415-16.9-03
    Scenario: v6.release.without-client-id
      The lease stays as it was; the whole Release is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message lacks the option Client Identifier
      When it sends a Release
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      Given it claims again what it held
      When it sends a Release
      Then it receives a Reply
      And the server has ended the lease of IA_NA 1
