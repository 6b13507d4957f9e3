@confirm
Feature: RFC 8415 section 18.3.3, receipt of Confirm

  A client asks whether its addresses still fit the link that it is on.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: Addresses that all fit the link are confirmed

    @R8415-18.3.3-02 @R8415-18.3.3-15 @R8415-18.3.3-16 @R8415-18.3.3-17
    Scenario: v6.confirm.on-link
      The client is where it was.

      Given a client on link 1 that wants IA_NA 1
      And its DUID is a DUID-EN
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      When it sends a Confirm
      Then it receives a Reply [R8415-18.3.3-15]
      And it carries the identifiers of server and client [R8415-18.3.3-16]
      And its status is Success

    @R8415-18.3.3-03
    Scenario: v6.confirm.several-ias
      Two IAs, both fit.

      Given a client bound on link 1 with IA_NA 1 and IA_NA 2
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success

    @R8415-18.3.3-04
    Scenario: v6.confirm.unknown-client
      The link decides, not the binding: a client that was never served names a free address of the pool.

      Given a client on link 1 that wants IA_NA 9
      And its next message names 2001:db8:1::1aa in IA_NA 9
      When it sends a Confirm with IA_NA 9
      Then it receives a Reply
      And its status is Success

    @R8415-18.3.3-18
    Scenario: v6.confirm.status
      The message itself says the result, on both links.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success (left out: a deviation)
      When it moves to link 2
      And it sends a Confirm
      Then it receives a Reply
      And its status is NotOnLink

  Rule: One address that does not fit is enough for NotOnLink

    @R8415-18.3.3-05 @R8415-18.3.3-15 @R8415-18.3.3-16 @R8415-18.3.3-17
    Scenario: v6.confirm.moved
      The client has moved to link 2.

      Given a client bound on link 1 with IA_NA 1
      When it moves to link 2
      And it sends a Confirm
      Then it receives a Reply
      And it carries the identifiers of server and client [R8415-18.3.3-17]
      And its status is NotOnLink

    @R8415-18.3.3-06
    Scenario: v6.confirm.one-address-off-link
      The foreign address stands in an IA of its own, then beside the good one.

      Given a client bound on link 1 with IA_NA 1
      And its next message names 2001:db8:2::155 in IA_NA 2
      When it sends a Confirm with IA_NA 1 and IA_NA 2
      Then it receives a Reply
      And its status is NotOnLink
      Given its next message also names 2001:db8:2::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is NotOnLink

    @R8415-18.3.3-07 @relay
    Scenario: v6.confirm.relayed
      The link is that of the link-address: an address of link 2 fits, one of link 1 does not.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff
      And its next message names 2001:db8:2::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is Success
      Given its next message names 2001:db8:1::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is NotOnLink

    @R8415-18.3.3-19
    Scenario: v6.confirm.shared-link
      Two subnets share the link: addresses of either, and of both, are confirmed.

      Given the server serves link 1 with the addresses 2001:db8:3::100 to 2001:db8:3::200
      And the subnets of link 1 share it
      And a client on link 1 that wants IA_NA 1
      And its next message names 2001:db8:1::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is Success
      Given its next message names 2001:db8:3::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is Success
      Given its next message names 2001:db8:1::155 and 2001:db8:3::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      And its status is Success

  Rule: Where there is nothing to judge, no Reply is sent

    @R8415-18.3.3-09 @relay
    Scenario: v6.confirm.link-unknown
      The server knows nothing of the relay agent's link.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:2::ffff
      And its next message names 2001:db8:2::155 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives a Reply
      Given another client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:eeee::1
      And its next message names 2001:db8:dead::5 in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives no answer

    @R8415-18.3.3-10
    Scenario: v6.confirm.without-address
      One empty IA_NA, and two of them.

      Given a client bound on link 1 with IA_NA 1 and IA_NA 2
      When it sends a Confirm
      Then it receives a Reply
      Given its next message names nothing in IA_NA 1
      When it sends a Confirm with IA_NA 1
      Then it receives no answer
      Given its next message names nothing in IA_NA 1
      And its next message names nothing in IA_NA 2
      When it sends a Confirm with IA_NA 1 and IA_NA 2
      Then it receives no answer

    @R8415-18.3.3-11
    Scenario: v6.confirm.without-ia
      No IA at all.

      Given a client bound on link 1 with IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      Given another client on link 1
      When it sends a Confirm
      Then it receives no answer

    @R8415-18.3.3-12
    Scenario: v6.confirm.prefix-only
      Prefixes are no addresses. An answer UnspecFail passes: the IA_PD may not stand there at all.

      Given a client bound on link 1 with IA_NA 1 and IA_PD 1
      When it sends a Confirm
      Then it receives a Reply
      When it sends a Confirm with IA_PD 1
      Then it receives no answer, or the status UnspecFail

  Rule: Times in a Confirm are ignored

    @R8415-18.3.3-13
    Scenario: v6.confirm.odd-timers
      T1 above T2, and both infinite.

      Given a client bound on link 1 with IA_NA 1
      And its next message has T1 100 and T2 50 in IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success
      Given its next message has T1 infinity and T2 infinity in IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success

    @R8415-18.3.3-14
    Scenario: v6.confirm.odd-lifetimes
      Preferred above valid, and both infinite; the record stays as it was.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message has preferred lifetime 200 and valid lifetime 100 in IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success
      Given its next message has preferred lifetime infinity and valid lifetime infinity in IA_NA 1
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success
      And the server's record is as remembered
