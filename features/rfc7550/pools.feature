@rfc7550
Feature: RFC 7550, section 4.1: what is said where a pool is missing

  Each IA has its own status; what can be given is given.

  Rule: Where no prefix can be given, the address is, and the IA_PD says NoPrefixAvail

    @R7550-4.1-04 @R3633-12.2-01
    Scenario: 7550_2
      No prefix pool on the link.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
      And it delegates on link 2 prefixes of length 96 from 3002::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 carries the status NoPrefixAvail
      When it sends a Request
      Then it receives a Reply
      And its status is no error [R3633-12.2-01]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200 [R3633-12.2-01]
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 carries the status NoPrefixAvail [R3633-12.2-01]
      And the server has recorded the lease of IA_NA 1
      And the server has recorded 1 lease of the client

  Rule: Where no address can be given, the prefix is, and the IA_NA says NoAddrsAvail

    @R7550-4.1-03 @R7550-4.1-01 @R7550-4.1-02 @R3315-18.2.1-03
    Scenario: 7550_3
      No address pool on the link. The status of the IA once more at top level is a deviation, there alone a breach.

      Given the server serves link 1 with the subnet 2001:db8:1::/64
      And it delegates on link 1 prefixes of length 96 from 3001::/64
      And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
      And it delegates on link 2 prefixes of length 96 from 3002::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 carries the status NoAddrsAvail [R7550-4.1-01]
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And its status is no error
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 carries the status NoAddrsAvail [R3315-18.2.1-03]
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64 [R3315-18.2.1-03]
      And in it the lifetimes of IA_PD 2 are fresh
      And its status is no error
      And the server has recorded the lease of IA_PD 2
      And the server has recorded 1 lease of the client

  Rule: Where nothing can be given, the Advertise says so IA by IA

    @R7550-4.1-06
    Scenario: 7550_4
      Neither pool on the link. Silence by policy passes (RFC 8415, section 18.3.1), with a remark.

      Given the server serves link 1 with the subnet 2001:db8:1::/64
      And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise, or no answer while link 2 is served
      And it carries the identifiers of server and client
      And in it IA_NA 1 carries the status NoAddrsAvail
      And in it IA_PD 2 carries the status NoPrefixAvail
      And its status is no error
      And the server has recorded 0 leases of the client

