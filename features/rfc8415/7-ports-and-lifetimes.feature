@transport
Feature: RFC 8415 section 7, addresses, ports and lifetimes

  Where a server listens and answers, and how it writes times.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A server listens on every link that it serves

    @R8415-7.1-01 @R8415-7.2-01
    Scenario: v6.multicast.each-link
      A Solicit to ff02::1:2, port 547, on each link.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given another client on link 2 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise

  Rule: Clients are answered at UDP port 546

    @R8415-7.2-02
    Scenario: v6.port.client
      Advertise and Reply.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it came to UDP port 546
      When it sends a Request
      Then it receives a Reply
      And it came to UDP port 546

    @R8415-7.2-03
    Scenario: v6.port.client-from-another
      The Solicit comes from port 40546, and the client listens on 546 all the same; RFC 8415 does not forbid silence.

      Given a client on link 1 that wants IA_NA 1
      And its next message comes from UDP port 40546
      When it sends a Solicit
      Then it receives an Advertise (no answer: a deviation)
      And it came to UDP port 546

  Rule: Lifetimes and times are unsigned numbers of 32 bits; all ones mean for ever

    @R8415-7.7-01
    Scenario: v6.lifetime.above-half
      Values that would be negative if they had a sign.

      Given its leases have preferred lifetime 3000000000, valid lifetime 3000000001, T1 2147483649 and T2 2147483650
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 has preferred lifetime 3000000000 and valid lifetime 3000000001
      And in it IA_NA 1 has T1 2147483649 and T2 2147483650
      And in it IA_PD 2 has preferred lifetime 3000000000 and valid lifetime 3000000001
      And in it IA_PD 2 has T1 2147483649 and T2 2147483650

    @R8415-7.7-02
    Scenario: v6.lifetime.infinite
      Infinite lifetimes come as all ones.

      Given the leases of 2001:db8:1::/64 have preferred lifetime infinity and valid lifetime infinity
      And T1 and T2 are left to the server
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 has preferred lifetime infinity and valid lifetime infinity

    @R8415-7.7-03
    Scenario: v6.lifetime.infinite-lease-stays
      The only address is given for ever: after a restart it is still the first client's.

      Given the server's only address on link 1 is 2001:db8:1::100
      And the leases of 2001:db8:1::/64 have preferred lifetime infinity and valid lifetime infinity
      And T1 and T2 are left to the server
      And leases survive a restart of the server
      And a client bound on link 1 with IA_NA 1
      When the server is restarted
      And client A sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 carries the status NoAddrsAvail
