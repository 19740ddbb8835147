// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.transfer.HostileServer.Behaviour;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.VerificationMode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A response that is meant to harm.
 *
 * @param name what it does
 * @param modes how it is downloaded
 * @param options what it is downloaded with
 * @param end how that ends: class and beginning of the message of the failure, or what has come
 * @param behaviour how it is given
 */
record HostileResponse(
        String name, Set<Mode> modes, UnaryOperator<TransferOptions.Builder> options, String end, Behaviour behaviour) {

    /** Way in which an object is downloaded. */
    enum Mode {
        FILE,
        RANGES,
        STREAM
    }

    private static final Set<Mode> ALL = EnumSet.allOf(Mode.class);
    private static final Set<Mode> FILES = EnumSet.of(Mode.FILE, Mode.RANGES);
    private static final Set<Mode> RANGES = EnumSet.of(Mode.RANGES);

    /** Limits of a download; if none of them ends it, the stall timeout of 10 minutes does. */
    private record Limits(Set<Mode> modes, UnaryOperator<TransferOptions.Builder> options) {

        static Limits of(UnaryOperator<TransferOptions.Builder> options) {
            return new Limits(ALL, builder -> options.apply(builder.stallTimeout(Duration.ofMinutes(10))));
        }

        Limits in(Set<Mode> fewer) {
            return new Limits(fewer, options);
        }

        HostileResponse trap(String name, String end, Behaviour behaviour) {
            return new HostileResponse(name, modes, options, end, behaviour);
        }
    }

    private static final Limits NO_LIMIT = Limits.of(options -> options);
    private static final Limits CHECKED = Limits.of(options -> options.verify(VerificationMode.required));
    private static final Limits SIZE_LIMIT = Limits.of(options -> options.maxFileSize(1_000_000));

    /** Only without verification is a body accepted that ends with its connection. */
    private static final Limits UNVERIFIED =
            Limits.of(options -> options.maxFileSize(1_000_000).verify(VerificationMode.none));

    private static final Limits FULL_DISK = Limits.of(options -> options.minFreeDisk(1000));
    private static final Limits STALL_TIMEOUT = Limits.of(options -> options.stallTimeout(Duration.ofSeconds(1)));
    private static final Limits DEADLINE = Limits.of(options -> options.downloadTimeout(Duration.ofSeconds(1)));

    private static final String TOO_LARGE =
            "SizeLimitExceededException: object size: must be at most 1000000 bytes, was 1";
    private static final String DISK_FULL =
            "DownloadFailedException: free disk space after the download: must be at least 1000"
                    + " bytes (minFreeDisk), ";
    private static final String LATE_HEAD =
            "DownloadFailedException: response did not arrive in time: " + "SocketTimeoutException";
    private static final String LATE_BODY =
            "DownloadFailedException: response body did not arrive in time: SocketTimeoutException";
    private static final String TOO_LATE =
            "DownloadFailedException: transfer did not end within 1 second (downloadTimeout)";
    private static final String INVALID = "DownloadFailedException: response is invalid HTTP (";
    private static final String INVALID_BODY = "DownloadFailedException: response body is invalid: its chunks";
    private static final String LIMIT =
            "DownloadFailedException: response has more or longer lines than this client accepts: ";
    private static final String BODY_LIMIT =
            "DownloadFailedException: response body has more or longer lines than this client accepts: ";
    private static final String PACKED =
            "DownloadFailedException: content encoding of the response: must be identity, was 'gzip";
    private static final String REFUSED = "LinkRejectedException: service rejected the link";

    private static final String OK = "HTTP/1.1 200 OK\r\nETag: \"A\"\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n";
    private static final String TERABYTE = "Content-Length: 1000000000000\r\n\r\n";
    private static final String KIBIBYTE = "400\r\n" + "x".repeat(1024) + "\r\n";
    private static final String FORBIDDEN = "HTTP/1.1 403 Forbidden\r\nContent-Length: 1073741824\r\n\r\n";

    static List<HostileResponse> all() {
        return Stream.of(tooMuch(), lies(), tooSlow(), heads(), packed(), errors())
                .flatMap(List::stream)
                .toList();
    }

    private static List<HostileResponse> tooMuch() {
        return List.of(
                SIZE_LIMIT.trap(
                        "announces too much",
                        TOO_LARGE + "000000000000",
                        (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                SIZE_LIMIT.trap(
                        "chunks for ever",
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver("a\r\nxxxxxxxxxx\r\n")),
                SIZE_LIMIT.trap(
                        "a chunk for ever",
                        TOO_LARGE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n7fffffffffff\r\n").sendForEver("x")),
                UNVERIFIED.trap(
                        "a body for ever",
                        TOO_LARGE,
                        (request, wire) -> wire.send(OK + "\r\n").sendForEver("x")),
                SIZE_LIMIT.trap(
                        "a length, and chunks for ever",
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "Content-Length: 10\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                FULL_DISK
                        .in(FILES)
                        .trap(
                                "announces too much for the disk",
                                DISK_FULL,
                                (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                FULL_DISK
                        .in(FILES)
                        .trap(
                                "fills the disk",
                                DISK_FULL,
                                (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<HostileResponse> lies() {
        return List.of(
                NO_LIMIT.trap(
                        "more than announced",
                        "10 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 10\r\n\r\n").sendForEver("x")),
                NO_LIMIT.trap(
                        "less than announced",
                        "TruncatedBodyException: response body ended too early: received 1000 of 900000 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 900000\r\n\r\n").send("x", 1000)),
                NO_LIMIT.trap(
                        "less than nothing",
                        INVALID,
                        (request, wire) ->
                                wire.send(OK + "Content-Length: -5\r\n\r\n").sendForEver("x")),
                NO_LIMIT.trap(
                        "a length of 67 bits",
                        INVALID,
                        (request, wire) -> wire.send(OK + "Content-Length: 99999999999999999999\r\n\r\n")
                                .sendForEver("x")),
                NO_LIMIT.trap(
                        "two lengths",
                        INVALID,
                        (request, wire) -> wire.send(OK + "Content-Length: 10\r\n" + TERABYTE)
                                .sendForEver("x")),
                NO_LIMIT.trap(
                        "a chunk of 92 bits",
                        INVALID_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\nfffffffffffffffffffffff\r\n")
                                .sendForEver("x")),
                NO_LIMIT.trap(
                        "a chunk less than nothing",
                        INVALID_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n-1\r\n").sendForEver("x")),
                SIZE_LIMIT
                        .in(RANGES)
                        .trap(
                                "a range of too much",
                                TOO_LARGE + "000000000000",
                                (request, wire) -> wire.send(part(request, 1_000_000_000_000L) + TERABYTE)
                                        .sendForEver("x")),
                NO_LIMIT.in(RANGES)
                        .trap(
                                "a range of who knows what",
                                "DownloadFailedException: range of the response: must be bytes=0-99999, was 'bytes 0-99999/*'",
                                (request, wire) -> wire.send("HTTP/1.1 206 P\r\nContent-Range: bytes 0-99999/*\r\n\r\n")
                                        .sendForEver("x")),
                SIZE_LIMIT
                        .in(RANGES)
                        .trap(
                                "ranges longer than they are",
                                "900000 bytes",
                                (request, wire) -> wire.send(part(request, 900_000) + TERABYTE)
                                        .sendForEver("x")),
                SIZE_LIMIT
                        .in(RANGES)
                        .trap(
                                "ranges of an object that grows",
                                "ObjectChangedException: object has changed: its size was 900000 and is 999999",
                                (request, wire) -> wire.send(
                                                part(request, request.contains("bytes=0-") ? 900_000 : 999_999)
                                                        + TERABYTE)
                                        .sendForEver("x")));
    }

    private static List<HostileResponse> tooSlow() {
        return List.of(
                STALL_TIMEOUT.trap("silence", LATE_HEAD, (request, wire) -> wire.beSilent()),
                STALL_TIMEOUT.trap(
                        "a head that drips",
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                STALL_TIMEOUT.trap(
                        "a header that drips",
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK + "x-a: ").dripForEver("b")),
                STALL_TIMEOUT.trap(
                        "hints for ever",
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")),
                STALL_TIMEOUT.trap(
                        "nothing but go on",
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 100 Continue\r\n\r\n")),
                STALL_TIMEOUT.trap(
                        "a chunk size that drips",
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").dripForEver("0")),
                STALL_TIMEOUT.trap(
                        "a chunk extension that drips",
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;a=").dripForEver("b")),
                STALL_TIMEOUT.trap(
                        "trailers that drip",
                        LATE_BODY,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").dripForEver("x-a: b\r\n")),
                STALL_TIMEOUT.trap(
                        "an error that drips",
                        "ObjectNotFoundException: object does not exist",
                        (request, wire) -> wire.send("HTTP/1.1 404 N\r\nContent-Length: 60000\r\n\r\n<Error>")
                                .dripForEver(" ")),
                DEADLINE.trap("silence till the end", TOO_LATE, (request, wire) -> wire.beSilent()),
                DEADLINE.trap(
                        "a head that drips till the end",
                        TOO_LATE,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                DEADLINE.trap(
                        "a chunk size that drips till the end",
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n").dripForEver("0")),
                DEADLINE.trap(
                        "a body that drips",
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 100000\r\n\r\n").dripForEver("x")));
    }

    private static List<HostileResponse> heads() {
        String tooLong = "Maximum line length limit exceeded";
        return List.of(
                NO_LIMIT.trap(
                        "100,000 headers",
                        LIMIT,
                        (request, wire) ->
                                wire.send(OK).send("x-a: b\r\n", 100_000).sendForEver("\r\n")),
                NO_LIMIT.trap(
                        "a header of 100 MB",
                        LIMIT + tooLong,
                        (request, wire) ->
                                wire.send(OK + "x-a: ").send("b", 100_000_000).sendForEver("\r\n")),
                NO_LIMIT.trap(
                        "a status line of 100 MB",
                        LIMIT + tooLong,
                        (request, wire) -> wire.send("HTTP/1.1 200 ")
                                .send("O", 100_000_000)
                                .sendForEver("\r\n")),
                NO_LIMIT.trap("no status line", LIMIT + tooLong, (request, wire) -> wire.sendForEver("x")),
                NO_LIMIT.trap("empty lines", LIMIT, (request, wire) -> wire.sendForEver("\r\n")),
                NO_LIMIT.trap(
                        "a header folded for ever",
                        LIMIT + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" c\r\n")),
                NO_LIMIT.trap(
                        "blank folds for ever",
                        LIMIT + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" \r\n")),
                NO_LIMIT.trap(
                        "a large head of fair lines",
                        LIMIT + "Maximum head size exceeded",
                        (request, wire) -> wire.send(OK)
                                .send("x-oss-meta-a: " + "b".repeat(10_000) + "\r\n", 250)
                                .sendForEver("\r\n")),
                NO_LIMIT.trap(
                        "as many headers as may be",
                        "5 bytes",
                        (request, wire) ->
                                wire.send(OK).send("x-oss-meta-a: b\r\n", 250).send("Content-Length: 5\r\n\r\nhello")),
                NO_LIMIT.trap(
                        "a chunk line for ever",
                        BODY_LIMIT + tooLong,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;").sendForEver("a")),
                NO_LIMIT.trap(
                        "trailers for ever",
                        BODY_LIMIT,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").sendForEver("x-a: b\r\n")));
    }

    private static List<HostileResponse> packed() {
        String gzip = "Content-Encoding: gzip\r\n";
        return List.of(
                NO_LIMIT.trap(
                        "packed, who knows what",
                        PACKED,
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)),
                NO_LIMIT.trap(
                        "packed twice",
                        PACKED + ", br'",
                        (request, wire) -> wire.send(CHUNKED + "Content-Encoding: gzip, br\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                SIZE_LIMIT.trap(
                        "packed, and too much",
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + gzip + "x-oss-hash-crc64ecma: 1\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                NO_LIMIT.trap(
                        "packed, as it is stored",
                        "5 bytes",
                        (request, wire) -> wire.send(OK + gzip + "Content-Length: 5\r\n\r\nhello")),
                NO_LIMIT.trap(
                        "packed on the way",
                        INVALID,
                        (request, wire) -> wire.send(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                NO_LIMIT.trap(
                        "a packed refusal",
                        REFUSED,
                        (request, wire) ->
                                wire.send("HTTP/1.1 403 F\r\n" + gzip + "\r\n").sendForEver("\u001f\u008b\u0008")),
                CHECKED.trap(
                        "packed, without a checksum",
                        "ChecksumMismatchException: checksum in the response: must be x-oss-hash-crc64ecma or Content-MD5, was neither",
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<HostileResponse> errors() {
        return List.of(
                NO_LIMIT.trap(
                        "an error of a GiB",
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN)
                                .send("<Error><Code>X</Code><Message>")
                                .send("x", 1_073_741_000)),
                NO_LIMIT.trap(
                        "an error without end",
                        REFUSED,
                        (request, wire) -> wire.send("HTTP/1.1 403 F\r\n\r\n<Error><Code>X</Code><Message>")
                                .sendForEver("x")),
                NO_LIMIT.trap(
                        "a million levels",
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN).sendForEver("<Error>")),
                NO_LIMIT.trap(
                        "attributes without end",
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN + "<Error ").sendForEver("a='b' ")),
                NO_LIMIT.trap(
                        "a redirect without end",
                        "DownloadFailedException: redirects of the link lead in a circle (",
                        (request, wire) -> wire.send("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
                                .sendForEver("x")));
    }

    /** The range that the request asks for, of an object of that size. */
    private static String part(String request, long total) {
        String[] range =
                request.replaceFirst("(?s).*Range: bytes=([0-9-]+).*", "$1").split("-", 2);
        long last = Math.min(Long.parseLong(range[1]), total - 1);
        return "HTTP/1.1 206 P\r\nETag: \"A\"\r\nContent-Range: bytes " + range[0] + "-" + last + "/" + total + "\r\n";
    }
}
