package io.github.osspresign.download;

import io.github.osspresign.download.HostileServer.Behaviour;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An answer that is meant to harm.
 *
 * @param name what it does
 * @param modes how it is downloaded
 * @param options what it is downloaded with
 * @param end how that ends: class and beginning of the message of the failure, or what has come
 * @param behaviour how it is given
 */
record Trap(
        String name, Set<Mode> modes, UnaryOperator<DownloadOptions.Builder> options, String end, Behaviour behaviour) {

    /** How an object is taken. */
    enum Mode {
        FILE,
        RANGES,
        STREAM
    }

    private static final Set<Mode> ALL = EnumSet.allOf(Mode.class);
    private static final Set<Mode> FILES = EnumSet.of(Mode.FILE, Mode.RANGES);
    private static final Set<Mode> RANGES = EnumSet.of(Mode.RANGES);

    private static final String TOO_LARGE =
            "SizeLimitExceededException: size: expected at most 1000000 bytes but was 1";
    private static final String DISK_FULL =
            "DownloadFailedException: free disk space: expected at least 1000 bytes to be left"
                    + " (minFreeDisk) but was ";
    private static final String LATE_HEAD =
            "DownloadFailedException: answer of the service: expected to come in time but was "
                    + "SocketTimeoutException";
    private static final String LATE_BODY =
            "DownloadFailedException: body of the answer: expected to come in time but was SocketTimeoutException";
    private static final String TOO_LATE =
            "DownloadFailedException: download: expected to end within PT1S but was still under way";
    private static final String NO_ANSWER =
            "DownloadFailedException: answer of the service: expected a connection that holds but was ";
    private static final String NO_BODY =
            "DownloadFailedException: body of the answer: expected a connection that holds but was ";
    private static final String PACKED =
            "DownloadFailedException: content encoding: expected identity, as asked for but was 'gzip";
    private static final String REFUSED =
            "LinkRejectedException: answer to the link: expected the object but was a refusal";

    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"A\"\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n";
    private static final String TERABYTE = "Content-Length: 1000000000000\r\n\r\n";
    private static final String KIBIBYTE = "400\r\n" + "x".repeat(1024) + "\r\n";
    private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 1073741824\r\n\r\n";

    static List<Trap> all() {
        return Stream.of(tooMuch(), lies(), tooSlow(), heads(), packed(), errors())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Trap> tooMuch() {
        return List.of(
                new Trap(
                        "announces too much",
                        ALL,
                        Trap::limited,
                        TOO_LARGE + "000000000000",
                        (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                new Trap(
                        "chunks for ever",
                        ALL,
                        Trap::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver("a\r\nxxxxxxxxxx\r\n")),
                new Trap(
                        "a chunk for ever",
                        ALL,
                        Trap::limited,
                        TOO_LARGE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n7fffffffffff\r\n").sendForEver("x")),
                new Trap(
                        "a body for ever",
                        ALL,
                        Trap::limitedUnverified,
                        TOO_LARGE,
                        (request, wire) -> wire.send(OK + "\r\n").sendForEver("x")),
                new Trap(
                        "a length, and chunks for ever",
                        ALL,
                        Trap::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "Content-Length: 10\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new Trap(
                        "announces too much for the disk",
                        FILES,
                        Trap::onFullDisk,
                        DISK_FULL,
                        (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                new Trap(
                        "fills the disk",
                        FILES,
                        Trap::onFullDisk,
                        DISK_FULL,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<Trap> lies() {
        return List.of(
                new Trap(
                        "more than announced",
                        ALL,
                        Trap::always,
                        "10 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 10\r\n\r\n").sendForEver("x")),
                new Trap(
                        "less than announced",
                        ALL,
                        Trap::always,
                        "TruncatedBodyException: length of the body: expected 900000 bytes but was 1000 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 900000\r\n\r\n").send("x", 1000)),
                new Trap(
                        "less than nothing",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "ClientProtocolException",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: -5\r\n\r\n").sendForEver("x")),
                new Trap(
                        "a length of 67 bits",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "ClientProtocolException",
                        (request, wire) -> wire.send(OK + "Content-Length: 99999999999999999999\r\n\r\n")
                                .sendForEver("x")),
                new Trap(
                        "two lengths",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "ClientProtocolException",
                        (request, wire) -> wire.send(OK + "Content-Length: 10\r\n" + TERABYTE)
                                .sendForEver("x")),
                new Trap(
                        "a chunk of 92 bits",
                        ALL,
                        Trap::always,
                        NO_BODY + "MalformedChunkCoding",
                        (request, wire) -> wire.send(CHUNKED + "\r\nfffffffffffffffffffffff\r\n")
                                .sendForEver("x")),
                new Trap(
                        "a chunk less than nothing",
                        ALL,
                        Trap::always,
                        NO_BODY + "MalformedChunkCoding",
                        (request, wire) -> wire.send(CHUNKED + "\r\n-1\r\n").sendForEver("x")),
                new Trap(
                        "a range of too much",
                        RANGES,
                        Trap::limited,
                        TOO_LARGE + "000000000000",
                        (request, wire) -> wire.send(part(request, 1_000_000_000_000L) + TERABYTE)
                                .sendForEver("x")),
                new Trap(
                        "a range of who knows what",
                        RANGES,
                        Trap::always,
                        "DownloadFailedException: range of the answer: expected bytes=0-99999 but was 'bytes 0-99999/*'",
                        (request, wire) -> wire.send("HTTP/1.1 206 P\r\nContent-Range: bytes 0-99999/*\r\n\r\n")
                                .sendForEver("x")),
                new Trap(
                        "ranges longer than they are",
                        RANGES,
                        Trap::limited,
                        "900000 bytes",
                        (request, wire) ->
                                wire.send(part(request, 900_000) + TERABYTE).sendForEver("x")),
                new Trap(
                        "ranges of an object that grows",
                        RANGES,
                        Trap::limited,
                        "ObjectChangedException: size of the object: expected 900000 but was 999999",
                        (request, wire) -> wire.send(
                                        part(request, request.contains("bytes=0-") ? 900_000 : 999_999) + TERABYTE)
                                .sendForEver("x")));
    }

    private static List<Trap> tooSlow() {
        return List.of(
                new Trap("silence", ALL, Trap::inTime, LATE_HEAD, (request, wire) -> wire.beSilent()),
                new Trap(
                        "a head that drips",
                        ALL,
                        Trap::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                new Trap(
                        "a header that drips",
                        ALL,
                        Trap::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK + "x-a: ").dripForEver("b")),
                new Trap(
                        "hints for ever",
                        ALL,
                        Trap::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")),
                new Trap(
                        "nothing but go on",
                        ALL,
                        Trap::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 100 Continue\r\n\r\n")),
                new Trap(
                        "a chunk size that drips",
                        ALL,
                        Trap::inTime,
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").dripForEver("0")),
                new Trap(
                        "a chunk extension that drips",
                        ALL,
                        Trap::inTime,
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;a=").dripForEver("b")),
                new Trap(
                        "trailers that drip",
                        ALL,
                        Trap::inTime,
                        LATE_BODY,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").dripForEver("x-a: b\r\n")),
                new Trap(
                        "an error that drips",
                        ALL,
                        Trap::inTime,
                        "ObjectNotFoundException: object: expected to exist but was missing",
                        (request, wire) -> wire.send("HTTP/1.1 404 N\r\nContent-Length: 60000\r\n\r\n<Error>")
                                .dripForEver(" ")),
                new Trap("silence till the end", ALL, Trap::tillTheEnd, TOO_LATE, (request, wire) -> wire.beSilent()),
                new Trap(
                        "a head that drips till the end",
                        ALL,
                        Trap::tillTheEnd,
                        TOO_LATE,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                new Trap(
                        "a chunk size that drips till the end",
                        ALL,
                        Trap::tillTheEnd,
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n").dripForEver("0")),
                new Trap(
                        "a body that drips",
                        ALL,
                        Trap::tillTheEnd,
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 100000\r\n\r\n").dripForEver("x")));
    }

    private static List<Trap> heads() {
        String tooLong = "MessageConstraintException: Maximum line length limit exceeded";
        return List.of(
                new Trap(
                        "100,000 headers",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "MessageConstraint",
                        (request, wire) ->
                                wire.send(OK).send("x-a: b\r\n", 100_000).sendForEver("\r\n")),
                new Trap(
                        "a header of 100 MB",
                        ALL,
                        Trap::always,
                        NO_ANSWER + tooLong,
                        (request, wire) ->
                                wire.send(OK + "x-a: ").send("b", 100_000_000).sendForEver("\r\n")),
                new Trap(
                        "a status line of 100 MB",
                        ALL,
                        Trap::always,
                        NO_ANSWER + tooLong,
                        (request, wire) -> wire.send("HTTP/1.1 200 ")
                                .send("O", 100_000_000)
                                .sendForEver("\r\n")),
                new Trap(
                        "no status line",
                        ALL,
                        Trap::always,
                        NO_ANSWER + tooLong,
                        (request, wire) -> wire.sendForEver("x")),
                new Trap(
                        "empty lines",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "MessageConstraint",
                        (request, wire) -> wire.sendForEver("\r\n")),
                new Trap(
                        "a header folded for ever",
                        ALL,
                        Trap::always,
                        NO_ANSWER + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" c\r\n")),
                new Trap(
                        "blank folds for ever",
                        ALL,
                        Trap::always,
                        NO_ANSWER + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" \r\n")),
                new Trap(
                        "a large head of fair lines",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "MessageConstraintException: Maximum head size exceeded",
                        (request, wire) -> wire.send(OK)
                                .send("x-oss-meta-a: " + "b".repeat(10_000) + "\r\n", 250)
                                .sendForEver("\r\n")),
                new Trap(
                        "as many headers as may be",
                        ALL,
                        Trap::always,
                        "5 bytes",
                        (request, wire) ->
                                wire.send(OK).send("x-oss-meta-a: b\r\n", 250).send("Content-Length: 5\r\n\r\nhello")),
                new Trap(
                        "a chunk line for ever",
                        ALL,
                        Trap::always,
                        NO_BODY + tooLong,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;").sendForEver("a")),
                new Trap(
                        "trailers for ever",
                        ALL,
                        Trap::always,
                        NO_BODY + "MessageConstraint",
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").sendForEver("x-a: b\r\n")));
    }

    private static List<Trap> packed() {
        String gzip = "Content-Encoding: gzip\r\n";
        return List.of(
                new Trap(
                        "packed, who knows what",
                        ALL,
                        Trap::always,
                        PACKED,
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)),
                new Trap(
                        "packed twice",
                        ALL,
                        Trap::always,
                        PACKED + ", br'",
                        (request, wire) -> wire.send(CHUNKED + "Content-Encoding: gzip, br\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new Trap(
                        "packed, and too much",
                        ALL,
                        Trap::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + gzip + "x-oss-hash-crc64ecma: 1\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new Trap(
                        "packed, as it is stored",
                        ALL,
                        Trap::always,
                        "5 bytes",
                        (request, wire) -> wire.send(OK + gzip + "Content-Length: 5\r\n\r\nhello")),
                new Trap(
                        "packed on the way",
                        ALL,
                        Trap::always,
                        NO_ANSWER + "ClientProtocol",
                        (request, wire) -> wire.send(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new Trap(
                        "a packed refusal",
                        ALL,
                        Trap::always,
                        REFUSED,
                        (request, wire) ->
                                wire.send("HTTP/1.1 403 F\r\n" + gzip + "\r\n").sendForEver("\u001f\u008b\u0008")),
                new Trap(
                        "packed, without a checksum",
                        ALL,
                        Trap::checked,
                        "ChecksumMismatchException: checksum: expected x-oss-hash-crc64ecma or Content-MD5 but was neither",
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<Trap> errors() {
        return List.of(
                new Trap(
                        "an error of a GiB",
                        ALL,
                        Trap::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN)
                                .send("<Error><Code>X</Code><Message>")
                                .send("x", 1_073_741_000)),
                new Trap(
                        "an error without end",
                        ALL,
                        Trap::always,
                        REFUSED,
                        (request, wire) -> wire.send("HTTP/1.1 403 F\r\n\r\n<Error><Code>X</Code><Message>")
                                .sendForEver("x")),
                new Trap(
                        "a million levels",
                        ALL,
                        Trap::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN).sendForEver("<Error>")),
                new Trap(
                        "attributes without end",
                        ALL,
                        Trap::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN + "<Error ").sendForEver("a='b' ")),
                new Trap(
                        "a redirect without end",
                        ALL,
                        Trap::always,
                        "DownloadFailedException: redirect of the link: expected a place not asked before"
                                + " but was a circle",
                        (request, wire) -> wire.send("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
                                .sendForEver("x")));
    }

    /** Where no other limit ends it, there are 10 minutes. */
    private static DownloadOptions.Builder limited(DownloadOptions.Builder options) {
        return options.maxFileSize(1_000_000).stallTimeout(Duration.ofMinutes(10));
    }

    /** Only so is a body taken that ends with its connection. */
    private static DownloadOptions.Builder limitedUnverified(DownloadOptions.Builder options) {
        return limited(options).verify(Verify.none);
    }

    private static DownloadOptions.Builder onFullDisk(DownloadOptions.Builder options) {
        return options.minFreeDisk(1000).stallTimeout(Duration.ofMinutes(10));
    }

    private static DownloadOptions.Builder inTime(DownloadOptions.Builder options) {
        return options.stallTimeout(Duration.ofSeconds(1));
    }

    private static DownloadOptions.Builder tillTheEnd(DownloadOptions.Builder options) {
        return options.stallTimeout(Duration.ofMinutes(10)).downloadTimeout(Duration.ofSeconds(1));
    }

    private static DownloadOptions.Builder always(DownloadOptions.Builder options) {
        return options.stallTimeout(Duration.ofMinutes(10));
    }

    private static DownloadOptions.Builder checked(DownloadOptions.Builder options) {
        return options.verify(Verify.required).stallTimeout(Duration.ofMinutes(10));
    }

    /** The range that the request asks for, of an object of that size. */
    private static String part(String request, long total) {
        String[] range =
                request.replaceFirst("(?s).*Range: bytes=([0-9-]+).*", "$1").split("-", 2);
        long last = Math.min(Long.parseLong(range[1]), total - 1);
        return "HTTP/1.1 206 P\r\nETag: \"A\"\r\nContent-Range: bytes " + range[0] + "-" + last + "/" + total + "\r\n";
    }
}
