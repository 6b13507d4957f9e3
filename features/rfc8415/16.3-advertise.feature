@advertise
Feature: RFC 8415 sections 16.3, 16.10, 16.11 and 16.14, messages that only servers send

  A server has no use for what servers send. Silence is proven: a valid message that is sent after the bad one is answered.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: An Advertise that comes to a server is discarded

    @R8415-16.3-01
    Scenario: v6.advertise.to-server
      As the server itself would send it: with both identifiers and an address.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      Given the server's record is remembered
      And its next message goes as an Advertise
      When it sends a Renew
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered

    @R8415-16.3-01 @relay
    Scenario: v6.advertise.to-server-relayed
      A relay agent brings it; a Solicit that it brought before is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the server
      And its next message goes as an Advertise
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

  Rule: A Reply that comes to a server is discarded

    @R8415-16.10-03
    Scenario: v6.reply.to-server
      As the server itself would send it; the lease is not touched.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message goes as a Reply
      When it sends a Renew
      Then it receives no answer, or the status UnspecFail
      And the server's record is as remembered

    @R8415-16.10-03 @relay
    Scenario: v6.reply.to-server-relayed
      A relay agent brings it; a Solicit that it brought before is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes as a Reply
      When it sends a Request
      Then it receives no answer, or the status UnspecFail

  Rule: A Reconfigure that comes to a server is discarded

    @R8415-16.11-01
    Scenario: v6.reconfigure.to-server
      It names the server and the client, and asks for a Renew.

      Given a client bound on link 1 with IA_NA 1
      And its next message names the server
      And its next message also carries the option 19 with the bytes 05
      And its next message goes as a Reconfigure
      When it sends an Information-request
      Then it receives no answer, or the status UnspecFail

    @R8415-16.11-01 @relay
    Scenario: v6.reconfigure.to-server-relayed
      A relay agent brings it; a Solicit that it brought before is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message names the server
      And its next message also carries the option 19 with the bytes 05
      And its next message goes as a Reconfigure
      When it sends an Information-request
      Then it receives no answer, or the status UnspecFail

  Rule: A Relay-reply that comes to a server is discarded

    @R8415-16.14-01 @relay
    Scenario: v6.relay-reply.to-server
      A Solicit stands in it; in a Relay-forward the same Solicit is answered.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given the relay agent sends Relay-replies
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16.14-01 @relay
    Scenario: v6.relay-reply.to-server-with-advertise
      An Advertise stands in it, as on the way to a client.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given the relay agent sends Relay-replies
      And its next message names the server
      And its next message goes as an Advertise
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail

    @R8415-16.14-01 @relay
    Scenario: v6.relay-reply.inside-relay-forward
      A second relay agent forwards the Relay-reply of the first.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      When it sends a Solicit
      Then it receives an Advertise
      Given the relay agent sends Relay-replies
      And it is behind a relay agent with link-address ::
      When it sends a Solicit
      Then it receives no answer, or the status UnspecFail
