@validation
Feature: RFC 8415 section 16, options that the server does not know

  What a server does not understand it passes over; it does not discard the message.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And it delegates on link 1 prefixes of length 96 from 3001::/64
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200
    And it gives the option DNS_SERVERS as "2001:db8::53"

  Rule: An unknown option costs the message nothing

    @R8415-16-06 @solicit
    Scenario: v6.solicit.unknown-option
      Option 65000, once behind all others and once before them.

      Given a client on link 1 that wants IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given its next message begins with the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-16-07 @request
    Scenario: v6.request.unknown-option
      Option 65000 of five bytes.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      And the server has recorded the lease of IA_NA 1

    @R8415-16-08 @confirm
    Scenario: v6.confirm.unknown-option
      Option 65000 of five bytes.

      Given a client bound on link 1 with IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Confirm
      Then it receives a Reply
      And its status is Success

    @R8415-16-09 @renew
    Scenario: v6.renew.unknown-option
      Option 65000 of five bytes.

      Given a client bound on link 1 with IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-16-10 @rebind
    Scenario: v6.rebind.unknown-option
      Option 65000 of five bytes.

      Given a client bound on link 1 with IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Rebind
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-16-11 @release
    Scenario: v6.release.unknown-option
      Option 65000 of five bytes.

      Given a client bound on link 1 with IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Release
      Then it receives a Reply
      And its status is Success
      And the server has ended the lease of IA_NA 1

    @R8415-16-12 @decline
    Scenario: v6.decline.unknown-option
      Option 65000 of five bytes.

      Given a client bound on link 1 with IA_NA 1
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends a Decline
      Then it receives a Reply
      And its status is Success

    @R8415-16-13 @information-request
    Scenario: v6.information_request.unknown-option
      Option 65000 of five bytes.

      Given a client on link 1
      And it asks for the option DNS_SERVERS
      And its next message also carries the option 65000 with the bytes 01 02 03 04 05
      When it sends an Information-request
      Then it receives a Reply
      And it carries the option DNS_SERVERS as "2001:db8::53"

  Rule: An unknown option of a relay agent costs the message nothing

    @R8415-16-14 @relay
    Scenario: v6.relay-forward.unknown-option
      Option 65000 before the Relay Message, then behind it.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent adds the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given the relay agent adds behind its message the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-16-21 @relay
    Scenario: v6.relay-forward.unknown-enterprise
      Vendor-specific Information of an enterprise that nobody knows.

      Given a client on link 1 that wants IA_NA 1
      And it is behind a relay agent with link-address 2001:db8:1::1
      And the relay agent adds the option VENDOR_OPTS with the bytes ff ff ff fe 00 01 00 02 ab cd
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

  Rule: What is unknown inside a known option costs the message nothing

    @R8415-16-15 @request
    Scenario: v6.request.unknown-option-in-ia-na
      Option 65000 in the IA_NA of Solicit and Request.

      Given a client on link 1 that wants IA_NA 1
      And its next message carries in IA_NA 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given its next message carries in IA_NA 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-16-16 @renew
    Scenario: v6.renew.unknown-option-in-address
      Option 65000 in the IA Address.

      Given a client bound on link 1 with IA_NA 1
      And its next message carries in the leases of IA_NA 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Renew
      Then it receives a Reply
      And in it IA_NA 1 is extended

    @R8415-16-17 @request @pd
    Scenario: v6.request.unknown-option-in-ia-pd
      Option 65000 in the IA_PD of Solicit and Request.

      Given a client on link 1 that wants IA_PD 1
      And its next message carries in IA_PD 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message carries in IA_PD 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Request
      Then it receives a Reply
      And in it IA_PD 1 holds a prefix of length 96 of 3001::/64

    @R8415-16-18 @renew @pd
    Scenario: v6.renew.unknown-option-in-prefix
      Option 65000 in the IA Prefix.

      Given a client bound on link 1 with IA_PD 1
      And its next message carries in the leases of IA_PD 1 the option 65000 with the bytes 01 02 03 04 05
      When it sends a Renew
      Then it receives a Reply
      And in it IA_PD 1 is extended

    @R8415-16-19 @request
    Scenario: v6.request.vendor-class-of-unknown-enterprise
      Vendor Class in Solicit and Request.

      Given a client on link 1 that wants IA_NA 1
      And its next message also carries the option VENDOR_CLASS with the bytes ff ff ff fe 00 03 61 62 63
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given its next message also carries the option VENDOR_CLASS with the bytes ff ff ff fe 00 03 61 62 63
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200

    @R8415-16-20 @request
    Scenario: v6.request.vendor-options-of-unknown-enterprise
      Vendor-specific Information in Solicit and Request.

      Given a client on link 1 that wants IA_NA 1
      And its next message also carries the option VENDOR_OPTS with the bytes ff ff ff fe 00 01 00 02 ab cd
      When it sends a Solicit
      Then it receives an Advertise
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
      Given its next message also carries the option VENDOR_OPTS with the bytes ff ff ff fe 00 01 00 02 ab cd
      When it sends a Request
      Then it receives a Reply
      And in it IA_NA 1 holds an address of 2001:db8:1::100 to 2001:db8:1::200
