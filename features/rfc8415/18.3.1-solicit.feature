@solicit
Feature: RFC 8415 section 18.3.1, receipt of Solicit

  A client looks for servers; with Rapid Commit one of them may give it leases at once.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: A Solicit is answered with an Advertise, unless both sides want Rapid Commit

    @R8415-18.3.1-04
    Scenario: v6.solicit.rapid-commit-not-asked
      The server would commit at once, the client does not ask for it.

      Given the server allows Rapid Commit
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      And it carries no option RAPID_COMMIT
      And the server has recorded 0 leases of the client

    @R8415-18.3.1-05
    Scenario: v6.solicit.rapid-commit-not-allowed
      The client asks for it, the server is not configured to.

      Given a client on link 1 that wants IA_NA 1
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives an Advertise
      And it carries no option RAPID_COMMIT
      And the server has recorded 0 leases of the client

    @R8415-18.3.1-13
    Scenario: v6.solicit.without-ia
      The client asks for no lease, only for an option. Silence passes, as does an Advertise.

      Given the server gives the option DNS_SERVERS as "2001:db8::53"
      And a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served
      And it carries the identifiers of server and client
      And it carries no IA
      And it carries the option DNS_SERVERS as "2001:db8::53", or none

  Rule: A client that policy does not serve gets no answer

    @R8415-18.3.1-02
    Scenario: v6.solicit.unserved-client
      Client A is served, client B is not.

      Given the server does not serve client B
      And a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given another client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives no answer

  Rule: With Rapid Commit the Reply comes at once, and its leases are committed

    @R8415-18.3.1-06 @R8415-18.3.1-12 @R8415-18.3.1-09
    Scenario: v6.solicit.rapid-commit
      The Reply is marked with Rapid Commit, and its lease is recorded.

      Given the server allows Rapid Commit
      And a client on link 1 that wants IA_NA 1
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives a Reply (an Advertise: a deviation)
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And it carries the option RAPID_COMMIT [R8415-18.3.1-12]
      And the server has recorded the lease of IA_NA 1 [R8415-18.3.1-09]

    @R8415-18.3.1-09
    Scenario: v6.solicit.rapid-commit-then-restart
      What the rapid Reply gave the server still knows after a restart.

      Given the server allows Rapid Commit
      And leases survive a restart of the server
      And a client on link 1 that wants IA_NA 1
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives a Reply (an Advertise: a deviation)
      When the server is restarted
      Then the server has recorded the lease of IA_NA 1

    @R8415-18.1-01
    Scenario: v6.solicit.rapid-commit-same-timers
      However the leases differ, the IAs of the rapid Reply carry one T1 and one T2.

      Given the server allows Rapid Commit
      And the server has no prefixes on link 1
      And it serves link 1 with the subnet 2001:db8:3::/64
      And it delegates in 2001:db8:3::/64 prefixes of length 96 from 3001::/64
      And the subnets of link 1 share it
      And T1 and T2 are left to the server
      And the leases of 2001:db8:1::/64 have preferred lifetime 1000 and valid lifetime 2000
      And the leases of 2001:db8:3::/64 have preferred lifetime 3000 and valid lifetime 6000
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives a Reply (an Advertise: a deviation)
      And in it T1 and T2 are the same in all IAs

  Rule: The rapid Reply is made as if it answered a Request

    @R8415-18.3.1-07
    Scenario: v6.solicit.rapid-commit-half
      There is no prefix: its IA says so, as in the Reply to a Request. An Advertise with the same passes.

      Given the server allows Rapid Commit
      And the server has no prefixes on link 1
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And it asks for Rapid Commit
      When it sends a Solicit
      Then it receives a Reply or an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 carries the status NoPrefixAvail

    @R8415-18.3.1-08
    Scenario: v6.solicit.rapid-commit-address-of-other-link
      The hint is an address of link 2: NotOnLink, or an address of link 1.

      Given the server allows Rapid Commit
      And a client on link 1 that wants IA_NA 1
      And it asks for Rapid Commit
      And it hints at 2001:db8:2::155/128 for IA_NA 1
      When it sends a Solicit
      Then it receives a Reply or an Advertise
      And in it IA_NA 1 does not give 2001:db8:2::155
      And in it IA_NA 1 holds a lease, or the status NotOnLink
