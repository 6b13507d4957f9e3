@rfc7550
Feature: RFC 7550: an address and a prefix in one session

  A client asks for an IA_NA and an IA_PD in the same messages; the server treats them as one session
  (RFC 7550, section 4, now RFC 8415, section 18).

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And it serves link 2 with the addresses 2001:db8:2::100 to 2001:db8:2::200
    And it delegates on link 2 prefixes of length 96 from 3002::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: Each IA of a Request gets its own lease, all with the same T1 and T2, and all are recorded

    @R3315-18.2.1-01 @R7550-4.3-02
    Scenario: 7550_1
      Address and prefix in one session.

      Given a client on link 1 that wants IA_NA 1 and IA_PD 2
      When it sends a Solicit
      Then it receives an Advertise
      And it carries the identifiers of server and client
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      When it sends a Request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And its status is no error
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64
      And in it the lifetimes of IA_NA 1 are fresh
      And in it the lifetimes of IA_PD 2 are fresh
      And in it T1 and T2 are the same in all IAs [R7550-4.3-02]
      And in it IA_NA 1 has T1 100 and T2 200
      And in it IA_PD 2 has T1 100 and T2 200
      And the server has recorded the lease of IA_NA 1
      And the server has recorded the lease of IA_PD 2
      And the server has recorded 2 leases of the client
