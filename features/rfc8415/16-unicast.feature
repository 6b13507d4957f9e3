@unicast
Feature: RFC 8415 section 16, messages that came to a unicast address

  Where the server has not allowed unicast, some messages count only if they were sent to the multicast address.

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
    And its leases have preferred lifetime 300, valid lifetime 400, T1 100 and T2 200

  Rule: Solicit, Confirm, Rebind and Information-request are not served when they come to the server's own address

    @R8415-16-22 @solicit
    Scenario: v6.solicit.unicast
      To the multicast address it is answered.

      Given a client on link 1 that wants IA_NA 1
      When it sends a Solicit
      Then it receives an Advertise
      Given its next message goes to the server's own address
      When it sends a Solicit
      Then it receives no answer, or the status UseMulticast or UnspecFail

    @R8415-16-23 @confirm
    Scenario: v6.confirm.unicast
      To the multicast address it is answered.

      Given a client bound on link 1 with IA_NA 1
      And its next message goes to the server's own address
      When it sends a Confirm
      Then it receives no answer, or the status UseMulticast or UnspecFail
      When it sends a Confirm
      Then it receives a Reply

    @R8415-16-24 @rebind
    Scenario: v6.rebind.unicast
      To the multicast address it is answered.

      Given a client bound on link 1 with IA_NA 1
      And the server's record is remembered
      And its next message goes to the server's own address
      When it sends a Rebind
      Then it receives no answer, or the status UseMulticast or UnspecFail
      And the server's record is as remembered
      When it sends a Rebind
      Then it receives a Reply

    @R8415-16-25 @information-request
    Scenario: v6.information_request.unicast
      To the multicast address it is answered.

      Given a client on link 1
      When it sends an Information-request
      Then it receives a Reply
      Given its next message goes to the server's own address
      When it sends an Information-request
      Then it receives no answer, or the status UseMulticast or UnspecFail
