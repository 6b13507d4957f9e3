@rfc7550
Feature: RFC 7550: pools that are small or several

  What is scarce goes to one client, and the others are told so IA by IA.

  Rule: A Renew with a new IA_NA gets NoAddrsAvail where there is none

    @R7550-4.4.6-07
    Scenario: 7550_12
      Renew adds an address when the address pool is empty.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::100
      And it delegates on link 1 prefixes of length 96 from 3001::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client bound on link 1 with IA_NA 1
      And another client bound on link 1 with IA_PD 2
      And it also wants IA_NA 1
      When it sends a Renew
      Then it receives a Reply
      And its status is no error
      And in it IA_PD 2 gives back what the client held
      And in it the lifetimes of IA_PD 2 are fresh
      And in it IA_NA 1 carries the status NoAddrsAvail (NoBinding: a deviation where it makes new leases on Renew)

  Rule: The last prefix goes to one client, the other is told NoPrefixAvail

    @R3633-12.2-01 @R7550-4.1-07 @R7550-4.4.6-06
    Scenario: 7550_20
      The last prefix goes to the other client, which may have it when it is released.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/96
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And a client on link 1 that wants IA_NA 1 and IA_PD 2
      And another client on link 1 that wants IA_NA 1 and IA_PD 2
      When client A sends a Solicit
      Then client A receives an Advertise
      When client B sends a Solicit
      Then client B receives an Advertise
      When client A sends a Request
      Then client A receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/96
      When client B sends a Request
      Then client B receives a Reply
      And its status is no error [R7550-4.1-07]
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And in it IA_PD 2 carries the status NoPrefixAvail
      When client A sends a Release with IA_PD 2
      Then client A receives a Reply
      When client B sends a Renew
      Then client B receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it IA_PD 2 holds only recorded leases, or says why it has none [R7550-4.4.6-02]

  Rule: A hint at a prefix length may be heeded, hints at lifetimes are ignored

    @R8415-21.22-04 @R7550-4.4.8-03
    Scenario: 7550_27
      Hints in the added IA_PD. Lifetimes of 50 and 60 are what RFC 7550 permits and RFC 8415, section 21.22, forbids.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And it delegates on link 1 prefixes of length 96 from 3001::/64
      And it delegates on link 1 prefixes of length 80 from 3001:1::/64
      And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
      And the server makes new leases on Renew
      And a client bound on link 1 with IA_NA 1
      And it also wants IA_PD 2
      And it hints at ::/80 with preferred lifetime 50 and valid lifetime 60 for IA_PD 2
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 gives back what the client held
      And in it the lifetimes of IA_NA 1 are fresh
      And in it IA_PD 2 holds a prefix of length 96 of 3001::/64 or of length 80 of 3001:1::/64
      And in it IA_PD 2 has preferred lifetime 300 and valid lifetime 400
      And the server has recorded the lease of IA_PD 2

