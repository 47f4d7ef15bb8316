/// What a response with content is made of, whichever room answers: the rooms of the files and of
/// the uploads both stand on this one, and it knows neither folders of a site nor uploads.
///
/// | question | types |
/// |---|---|
/// | Which state of the resource is this? | [Validators]: entity tag, a [Hash], and time of modification |
/// | What of it does this request get (RFC 9110 §13, §14)? | [Representation], with `RangeResponse` for ranges |
/// | Which fields of a request does it depend on (§12.5.5)? | [VaryField] |
/// | Where are its bytes? | [Body]: in memory, in a [SharedFile] that is open, or in an [UnopenedFile] |
/// | Does an open file stay as it was while it is sent? | [StampConstancy], asked by `SteadyChannel` |
/// | May the selector's thread send this part of a file? | [RecentlyRead] |
/// | May one more client keep this in memory, or open? | [PageMemory], [CloseAction], [TooMuchUnreadException] |
/// | How does a list look as a page? | [ListingLook] |
package dev.ashlar.http.server.representation;
