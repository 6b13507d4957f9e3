@validation
Feature: RFC 8415 section 16, messages of no known type

  A server answers what it knows. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A message of unknown type is discarded

    @R8415-16-26
    Scenario: v6.message-type.unknown
      Built like a Solicit that was answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes as a message of type 200
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16-26
    Scenario: v6.message-type.unknown-for-this-server
      Built like a Request; no lease is made.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes as a message of type 200
      When it sends a Request
      Then it receives no answer, or the status UnspecFail
      And the server has recorded 0 leases of the client

    @R8415-16-27
    Scenario: v6.message-type.zero
      Built like a Solicit that was answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes as a message of type 0
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16-28 @relay
    Scenario: v6.message-type.unknown-relayed
      A relay agent brings it; a Solicit that it brought before is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes as a message of type 200
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

  Rule: What is discarded is discarded also behind a relay agent

    @R8415-16-30 @relay
    Scenario: v6.relayed.solicit-without-client-id
      The relayed Solicit with one is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message lacks the option Client Identifier
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16-30 @relay
    Scenario: v6.relayed.solicit-with-server-id
      The relayed Solicit without one is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the server
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16-30 @relay
    Scenario: v6.relayed.request-without-server-id
      No lease is made.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message lacks the option Server Identifier
      When it sends a Request
      Then it receives no answer, or the status UnspecFail
      And the server has recorded 0 leases of the client

    @R8415-16-30 @R8415-14-02 @relay
    Scenario: v6.relayed.request-for-another-server
      No lease is made.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names another server
      When it sends a Request
      Then it receives no answer
      And the server has recorded 0 leases of the client

    @R8415-16-30 @relay
    Scenario: v6.relayed.rebind-with-server-id
      The lease stays as it was.

      Given a client bound on link 1 with IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the server's record is remembered
      And its next message names the server
      When it sends a Rebind
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered
      When it sends a Rebind
      Then it receives a Reply

    @R8415-16-30 @R8415-14-02 @relay
    Scenario: v6.relayed.information_request-for-another-server
      The relayed Information-request without Server Identifier is answered.

      Given a client on link 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends an Information-request
      Then it receives a Reply
      Given its next message names another server
      When it sends an Information-request
      Then it receives no answer
