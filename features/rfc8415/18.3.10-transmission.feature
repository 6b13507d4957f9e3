@transmission
Feature: RFC 8415 section 18.3.10, transmission of Advertise and Reply

  An answer goes back the way that the message came.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: What came directly is answered to the client's address, on the link where it came

    @R8415-18.3.10-02 @R8415-18.3.10-01
    Scenario: v6.transmission.link
      A client on each link: what is for the one is not seen on the other.

      Given a client on link 2 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.10-01]
      And it came on link 2 alone
      When it sends a Request
      Then it receives a Reply [R8415-18.3.10-01]
      And it came on link 2 alone
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.10-01]
      And it came on link 1 alone

  Rule: What a relay agent sent is answered through that relay agent

    @R8415-18.3.10-03 @R8415-18.3.10-04 @R8415-18.3.10-05 @relay
    Scenario: v6.transmission.relayed
      Advertise and Reply come inside a Relay-reply, with the Interface-Id of the Relay-forward.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff and Interface-Id "ge-0/0/1"
      When it sends a Solicit
      Then it receives an Advertise [R8415-18.3.10-05]
      And the Relay-reply mirrors the relay agent
      When it sends a Request
      Then it receives a Reply [R8415-18.3.10-05]
      And the Relay-reply mirrors the relay agent

    @R8415-18.3.10-04 @relay
    Scenario: v6.transmission.relayed-without-interface-id
      The relay agent names no interface: the Relay-reply names none.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff
      When it sends a Solicit
      Then it receives an Advertise
      And the Relay-reply mirrors the relay agent
