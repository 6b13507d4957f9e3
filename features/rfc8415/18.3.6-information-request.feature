@information-request
Feature: RFC 8415 section 18.3.6, receipt of Information-request

  A client asks for configuration alone.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And the server gives the option DNS_SERVERS as "2001:db8::53, 2001:db8::52"
    And it gives the option DOMAIN_LIST as "example.com"

  Rule: What is configured and asked for is given

    @R8415-18.3.6-01 @R8415-18.3.6-02 @R8415-18.3.6-03 @R8415-18.3.6-04
    Scenario: v6.information-request.requested-option
      The Reply has the identifiers of both, and the addresses in their order.

      Given a client on link 1
      And its DUID is a DUID-UUID
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply [R8415-18.3.6-02]
      And it carries the identifiers of server and client [R8415-18.3.6-03]
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52"

    @R8415-18.3.6-05
    Scenario: v6.information-request.unconfigured-option
      Three options are asked for, two are configured: the third is left out.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      And it asks for the option DOMAIN_LIST
      And it asks for the option SNTP_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52"
      And it carries the option DOMAIN_LIST as "example.com"
      And it carries no option SNTP_SERVERS

    @R8415-18.3.6-06
    Scenario: v6.information-request.unasked-option
      An option that is configured and not asked for comes with its value, or not at all.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply [R8415-18.3.6-02]
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52" [R8415-18.3-07]
      And it carries the option DOMAIN_LIST as "example.com", or none [R8415-18.3-07]

    @R8415-18.3.6-01
    Scenario: v6.information-request.after-restart
      The server is restarted between two requests.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply
      When the server is restarted
      And the client sends an Information-request
      Then it receives a Reply
      And it carries the identifiers of server and client
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52"

  Rule: A client that does not say who it is gets what does not depend on that

    @R8415-18.3.6-07
    Scenario: v6.information-request.without-client-id
      Not to answer is a deviation.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      And its next message lacks the option CLIENTID
      When it sends an Information-request
      Then it receives a Reply (no answer: a deviation)
      And it carries the identifiers of server and client [R8415-18.3.6-03]
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52"

    @R8415-18.3.6-08 @R8415-18.2.6-01
    Scenario: v6.information-request.reserved-value
      A value that is reserved for the client comes only where it says who it is.

      Given the server gives on link 1 the option DNS_SERVERS as "2001:db8::b2" to client A
      And a client on link 1
      And it asks for the option DNS_SERVERS
      When it sends an Information-request
      Then it receives a Reply [R8415-18.3.6-01]
      And it carries the option DNS_SERVERS as "2001:db8::b2" [R8415-18.3.6-01]
      Given its next message lacks the option CLIENTID
      When it sends an Information-request
      Then it receives a Reply, or no answer while link 1 is served
      And it carries the option DNS_SERVERS as "2001:db8::53, 2001:db8::52" [R8415-18.2.6-01]

  Rule: An Information-request gets no lease

    @R8415-18.3.6-09
    Scenario: v6.information-request.no-lease
      There are free addresses; none is given or recorded.

      Given a client on link 1
      When it sends an Information-request
      Then it receives a Reply
      And it carries no IA
      And the server has recorded 0 leases of the client
