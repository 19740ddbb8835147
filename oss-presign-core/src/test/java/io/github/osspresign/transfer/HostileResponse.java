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
                new HostileResponse(
                        "announces too much",
                        ALL,
                        HostileResponse::limited,
                        TOO_LARGE + "000000000000",
                        (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                new HostileResponse(
                        "chunks for ever",
                        ALL,
                        HostileResponse::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver("a\r\nxxxxxxxxxx\r\n")),
                new HostileResponse(
                        "a chunk for ever",
                        ALL,
                        HostileResponse::limited,
                        TOO_LARGE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n7fffffffffff\r\n").sendForEver("x")),
                new HostileResponse(
                        "a body for ever",
                        ALL,
                        HostileResponse::limitedUnverified,
                        TOO_LARGE,
                        (request, wire) -> wire.send(OK + "\r\n").sendForEver("x")),
                new HostileResponse(
                        "a length, and chunks for ever",
                        ALL,
                        HostileResponse::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + "Content-Length: 10\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new HostileResponse(
                        "announces too much for the disk",
                        FILES,
                        HostileResponse::onFullDisk,
                        DISK_FULL,
                        (request, wire) -> wire.send(OK + TERABYTE).sendForEver("x")),
                new HostileResponse(
                        "fills the disk",
                        FILES,
                        HostileResponse::onFullDisk,
                        DISK_FULL,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<HostileResponse> lies() {
        return List.of(
                new HostileResponse(
                        "more than announced",
                        ALL,
                        HostileResponse::always,
                        "10 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 10\r\n\r\n").sendForEver("x")),
                new HostileResponse(
                        "less than announced",
                        ALL,
                        HostileResponse::always,
                        "TruncatedBodyException: response body ended too early: received 1000 of 900000 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 900000\r\n\r\n").send("x", 1000)),
                new HostileResponse(
                        "less than nothing",
                        ALL,
                        HostileResponse::always,
                        INVALID,
                        (request, wire) ->
                                wire.send(OK + "Content-Length: -5\r\n\r\n").sendForEver("x")),
                new HostileResponse(
                        "a length of 67 bits",
                        ALL,
                        HostileResponse::always,
                        INVALID,
                        (request, wire) -> wire.send(OK + "Content-Length: 99999999999999999999\r\n\r\n")
                                .sendForEver("x")),
                new HostileResponse(
                        "two lengths",
                        ALL,
                        HostileResponse::always,
                        INVALID,
                        (request, wire) -> wire.send(OK + "Content-Length: 10\r\n" + TERABYTE)
                                .sendForEver("x")),
                new HostileResponse(
                        "a chunk of 92 bits",
                        ALL,
                        HostileResponse::always,
                        INVALID_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\nfffffffffffffffffffffff\r\n")
                                .sendForEver("x")),
                new HostileResponse(
                        "a chunk less than nothing",
                        ALL,
                        HostileResponse::always,
                        INVALID_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n-1\r\n").sendForEver("x")),
                new HostileResponse(
                        "a range of too much",
                        RANGES,
                        HostileResponse::limited,
                        TOO_LARGE + "000000000000",
                        (request, wire) -> wire.send(part(request, 1_000_000_000_000L) + TERABYTE)
                                .sendForEver("x")),
                new HostileResponse(
                        "a range of who knows what",
                        RANGES,
                        HostileResponse::always,
                        "DownloadFailedException: range of the response: must be bytes=0-99999, was 'bytes 0-99999/*'",
                        (request, wire) -> wire.send("HTTP/1.1 206 P\r\nContent-Range: bytes 0-99999/*\r\n\r\n")
                                .sendForEver("x")),
                new HostileResponse(
                        "ranges longer than they are",
                        RANGES,
                        HostileResponse::limited,
                        "900000 bytes",
                        (request, wire) ->
                                wire.send(part(request, 900_000) + TERABYTE).sendForEver("x")),
                new HostileResponse(
                        "ranges of an object that grows",
                        RANGES,
                        HostileResponse::limited,
                        "ObjectChangedException: object has changed: its size was 900000 and is 999999",
                        (request, wire) -> wire.send(
                                        part(request, request.contains("bytes=0-") ? 900_000 : 999_999) + TERABYTE)
                                .sendForEver("x")));
    }

    private static List<HostileResponse> tooSlow() {
        return List.of(
                new HostileResponse(
                        "silence", ALL, HostileResponse::inTime, LATE_HEAD, (request, wire) -> wire.beSilent()),
                new HostileResponse(
                        "a head that drips",
                        ALL,
                        HostileResponse::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                new HostileResponse(
                        "a header that drips",
                        ALL,
                        HostileResponse::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.send(OK + "x-a: ").dripForEver("b")),
                new HostileResponse(
                        "hints for ever",
                        ALL,
                        HostileResponse::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n")),
                new HostileResponse(
                        "nothing but go on",
                        ALL,
                        HostileResponse::inTime,
                        LATE_HEAD,
                        (request, wire) -> wire.sendForEver("HTTP/1.1 100 Continue\r\n\r\n")),
                new HostileResponse(
                        "a chunk size that drips",
                        ALL,
                        HostileResponse::inTime,
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n").dripForEver("0")),
                new HostileResponse(
                        "a chunk extension that drips",
                        ALL,
                        HostileResponse::inTime,
                        LATE_BODY,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;a=").dripForEver("b")),
                new HostileResponse(
                        "trailers that drip",
                        ALL,
                        HostileResponse::inTime,
                        LATE_BODY,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").dripForEver("x-a: b\r\n")),
                new HostileResponse(
                        "an error that drips",
                        ALL,
                        HostileResponse::inTime,
                        "ObjectNotFoundException: object does not exist",
                        (request, wire) -> wire.send("HTTP/1.1 404 N\r\nContent-Length: 60000\r\n\r\n<Error>")
                                .dripForEver(" ")),
                new HostileResponse(
                        "silence till the end",
                        ALL,
                        HostileResponse::tillTheEnd,
                        TOO_LATE,
                        (request, wire) -> wire.beSilent()),
                new HostileResponse(
                        "a head that drips till the end",
                        ALL,
                        HostileResponse::tillTheEnd,
                        TOO_LATE,
                        (request, wire) -> wire.send(OK).dripForEver("x-a: b\r\n")),
                new HostileResponse(
                        "a chunk size that drips till the end",
                        ALL,
                        HostileResponse::tillTheEnd,
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n").dripForEver("0")),
                new HostileResponse(
                        "a body that drips",
                        ALL,
                        HostileResponse::tillTheEnd,
                        TOO_LATE,
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 100000\r\n\r\n").dripForEver("x")));
    }

    private static List<HostileResponse> heads() {
        String tooLong = "Maximum line length limit exceeded";
        return List.of(
                new HostileResponse(
                        "100,000 headers",
                        ALL,
                        HostileResponse::always,
                        LIMIT,
                        (request, wire) ->
                                wire.send(OK).send("x-a: b\r\n", 100_000).sendForEver("\r\n")),
                new HostileResponse(
                        "a header of 100 MB",
                        ALL,
                        HostileResponse::always,
                        LIMIT + tooLong,
                        (request, wire) ->
                                wire.send(OK + "x-a: ").send("b", 100_000_000).sendForEver("\r\n")),
                new HostileResponse(
                        "a status line of 100 MB",
                        ALL,
                        HostileResponse::always,
                        LIMIT + tooLong,
                        (request, wire) -> wire.send("HTTP/1.1 200 ")
                                .send("O", 100_000_000)
                                .sendForEver("\r\n")),
                new HostileResponse(
                        "no status line",
                        ALL,
                        HostileResponse::always,
                        LIMIT + tooLong,
                        (request, wire) -> wire.sendForEver("x")),
                new HostileResponse(
                        "empty lines",
                        ALL,
                        HostileResponse::always,
                        LIMIT,
                        (request, wire) -> wire.sendForEver("\r\n")),
                new HostileResponse(
                        "a header folded for ever",
                        ALL,
                        HostileResponse::always,
                        LIMIT + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" c\r\n")),
                new HostileResponse(
                        "blank folds for ever",
                        ALL,
                        HostileResponse::always,
                        LIMIT + tooLong,
                        (request, wire) -> wire.send(OK + "x-a: b\r\n").sendForEver(" \r\n")),
                new HostileResponse(
                        "a large head of fair lines",
                        ALL,
                        HostileResponse::always,
                        LIMIT + "Maximum head size exceeded",
                        (request, wire) -> wire.send(OK)
                                .send("x-oss-meta-a: " + "b".repeat(10_000) + "\r\n", 250)
                                .sendForEver("\r\n")),
                new HostileResponse(
                        "as many headers as may be",
                        ALL,
                        HostileResponse::always,
                        "5 bytes",
                        (request, wire) ->
                                wire.send(OK).send("x-oss-meta-a: b\r\n", 250).send("Content-Length: 5\r\n\r\nhello")),
                new HostileResponse(
                        "a chunk line for ever",
                        ALL,
                        HostileResponse::always,
                        BODY_LIMIT + tooLong,
                        (request, wire) -> wire.send(CHUNKED + "\r\n5;").sendForEver("a")),
                new HostileResponse(
                        "trailers for ever",
                        ALL,
                        HostileResponse::always,
                        BODY_LIMIT,
                        (request, wire) ->
                                wire.send(CHUNKED + "\r\n5\r\nhello\r\n0\r\n").sendForEver("x-a: b\r\n")));
    }

    private static List<HostileResponse> packed() {
        String gzip = "Content-Encoding: gzip\r\n";
        return List.of(
                new HostileResponse(
                        "packed, who knows what",
                        ALL,
                        HostileResponse::always,
                        PACKED,
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)),
                new HostileResponse(
                        "packed twice",
                        ALL,
                        HostileResponse::always,
                        PACKED + ", br'",
                        (request, wire) -> wire.send(CHUNKED + "Content-Encoding: gzip, br\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new HostileResponse(
                        "packed, and too much",
                        ALL,
                        HostileResponse::limited,
                        TOO_LARGE,
                        (request, wire) -> wire.send(CHUNKED + gzip + "x-oss-hash-crc64ecma: 1\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new HostileResponse(
                        "packed, as it is stored",
                        ALL,
                        HostileResponse::always,
                        "5 bytes",
                        (request, wire) -> wire.send(OK + gzip + "Content-Length: 5\r\n\r\nhello")),
                new HostileResponse(
                        "packed on the way",
                        ALL,
                        HostileResponse::always,
                        INVALID,
                        (request, wire) -> wire.send(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n")
                                .sendForEver(KIBIBYTE)),
                new HostileResponse(
                        "a packed refusal",
                        ALL,
                        HostileResponse::always,
                        REFUSED,
                        (request, wire) ->
                                wire.send("HTTP/1.1 403 F\r\n" + gzip + "\r\n").sendForEver("\u001f\u008b\u0008")),
                new HostileResponse(
                        "packed, without a checksum",
                        ALL,
                        HostileResponse::checked,
                        "ChecksumMismatchException: checksum in the response: must be x-oss-hash-crc64ecma or Content-MD5, was neither",
                        (request, wire) -> wire.send(CHUNKED + gzip + "\r\n").sendForEver(KIBIBYTE)));
    }

    private static List<HostileResponse> errors() {
        return List.of(
                new HostileResponse(
                        "an error of a GiB",
                        ALL,
                        HostileResponse::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN)
                                .send("<Error><Code>X</Code><Message>")
                                .send("x", 1_073_741_000)),
                new HostileResponse(
                        "an error without end",
                        ALL,
                        HostileResponse::always,
                        REFUSED,
                        (request, wire) -> wire.send("HTTP/1.1 403 F\r\n\r\n<Error><Code>X</Code><Message>")
                                .sendForEver("x")),
                new HostileResponse(
                        "a million levels",
                        ALL,
                        HostileResponse::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN).sendForEver("<Error>")),
                new HostileResponse(
                        "attributes without end",
                        ALL,
                        HostileResponse::always,
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN + "<Error ").sendForEver("a='b' ")),
                new HostileResponse(
                        "a redirect without end",
                        ALL,
                        HostileResponse::always,
                        "DownloadFailedException: redirects of the link lead in a circle (",
                        (request, wire) -> wire.send("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")
                                .sendForEver("x")));
    }

    /** Sets the limits of hostile downloads; if none of them ends a download, the stall timeout of 10 minutes does. */
    private static TransferOptions.Builder limited(TransferOptions.Builder options) {
        return options.maxFileSize(1_000_000).stallTimeout(Duration.ofMinutes(10));
    }

    /** Only so is a body taken that ends with its connection. */
    private static TransferOptions.Builder limitedUnverified(TransferOptions.Builder options) {
        return limited(options).verify(VerificationMode.none);
    }

    private static TransferOptions.Builder onFullDisk(TransferOptions.Builder options) {
        return options.minFreeDisk(1000).stallTimeout(Duration.ofMinutes(10));
    }

    private static TransferOptions.Builder inTime(TransferOptions.Builder options) {
        return options.stallTimeout(Duration.ofSeconds(1));
    }

    private static TransferOptions.Builder tillTheEnd(TransferOptions.Builder options) {
        return options.stallTimeout(Duration.ofMinutes(10)).downloadTimeout(Duration.ofSeconds(1));
    }

    private static TransferOptions.Builder always(TransferOptions.Builder options) {
        return options.stallTimeout(Duration.ofMinutes(10));
    }

    private static TransferOptions.Builder checked(TransferOptions.Builder options) {
        return options.verify(VerificationMode.required).stallTimeout(Duration.ofMinutes(10));
    }

    /** The range that the request asks for, of an object of that size. */
    private static String part(String request, long total) {
        String[] range =
                request.replaceFirst("(?s).*Range: bytes=([0-9-]+).*", "$1").split("-", 2);
        long last = Math.min(Long.parseLong(range[1]), total - 1);
        return "HTTP/1.1 206 P\r\nETag: \"A\"\r\nContent-Range: bytes " + range[0] + "-" + last + "/" + total + "\r\n";
    }
}
