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

        /** The beginning of a response, and then the same text for ever. */
        HostileResponse endless(String name, String end, String begin, String rest) {
            return trap(name, end, (request, wire) -> wire.send(begin).sendForEver(rest));
        }

        /** The beginning of a response, and then the same text for ever, a byte at a time. */
        HostileResponse dripping(String name, String end, String begin, String rest) {
            return trap(name, end, (request, wire) -> wire.send(begin).dripForEver(rest));
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
    private static final Limits DEADLINE = Limits.of(options -> options.transferTimeout(Duration.ofSeconds(1)));

    private static final String TOO_LARGE =
            "SizeLimitExceededException: object size: must be at most 1000000 bytes, was 1";
    private static final String DISK_FULL =
            "LocalFileException: free disk space after the download: must be at least 1000" + " bytes (minFreeDisk), ";
    private static final String LATE_HEAD =
            "DownloadFailedException: response did not arrive in time: SocketTimeoutException";
    private static final String LATE_BODY =
            "DownloadFailedException: response body did not arrive in time: SocketTimeoutException";
    private static final String TOO_LATE =
            "DownloadFailedException: transfer did not end within 1 second (transferTimeout)";
    private static final String INVALID = "DownloadFailedException: response is invalid HTTP (";
    private static final String DIFFERENT_LENGTHS =
            "DownloadFailedException: response is invalid HTTP: its Content-Length headers differ";
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
                SIZE_LIMIT.endless("announces too much", TOO_LARGE + "000000000000", OK + TERABYTE, "x"),
                SIZE_LIMIT.endless("chunks for ever", TOO_LARGE, CHUNKED + "\r\n", "a\r\nxxxxxxxxxx\r\n"),
                SIZE_LIMIT.endless("a chunk for ever", TOO_LARGE, CHUNKED + "\r\n7fffffffffff\r\n", "x"),
                UNVERIFIED.endless("a body for ever", TOO_LARGE, OK + "\r\n", "x"),
                SIZE_LIMIT.endless(
                        "a length, and chunks for ever", TOO_LARGE, CHUNKED + "Content-Length: 10\r\n\r\n", KIBIBYTE),
                FULL_DISK.in(FILES).endless("announces too much for the disk", DISK_FULL, OK + TERABYTE, "x"),
                FULL_DISK.in(FILES).endless("fills the disk", DISK_FULL, CHUNKED + "\r\n", KIBIBYTE));
    }

    private static List<HostileResponse> lies() {
        return List.of(
                NO_LIMIT.endless("more than announced", "10 bytes", OK + "Content-Length: 10\r\n\r\n", "x"),
                NO_LIMIT.trap(
                        "less than announced",
                        "TruncatedBodyException: response body ended too early: received 1000 of 900000 bytes",
                        (request, wire) ->
                                wire.send(OK + "Content-Length: 900000\r\n\r\n").send("x", 1000)),
                NO_LIMIT.endless("less than nothing", INVALID, OK + "Content-Length: -5\r\n\r\n", "x"),
                NO_LIMIT.endless(
                        "a length of 67 bits", INVALID, OK + "Content-Length: 99999999999999999999\r\n\r\n", "x"),
                NO_LIMIT.endless("a header with NUL", INVALID, OK + "x-a: \0\r\nContent-Length: 10\r\n\r\n", "x"),
                NO_LIMIT.endless(
                        "a status line with NUL", INVALID, "HTTP/1.1 200 O\0K\r\nContent-Length: 10\r\n\r\n", "x"),
                NO_LIMIT.endless(
                        "two equal lengths", "10 bytes", OK + "Content-Length: 10\r\n".repeat(2) + "\r\n", "x"),
                NO_LIMIT.endless("two lengths", DIFFERENT_LENGTHS, OK + "Content-Length: 10\r\n" + TERABYTE, "x"),
                NO_LIMIT.endless("a chunk of 92 bits", INVALID_BODY, CHUNKED + "\r\nfffffffffffffffffffffff\r\n", "x"),
                NO_LIMIT.endless("a chunk less than nothing", INVALID_BODY, CHUNKED + "\r\n-1\r\n", "x"),
                SIZE_LIMIT
                        .in(RANGES)
                        .trap(
                                "a range of too much",
                                TOO_LARGE + "000000000000",
                                (request, wire) -> wire.send(part(request, 1_000_000_000_000L) + TERABYTE)
                                        .sendForEver("x")),
                NO_LIMIT.in(RANGES)
                        .endless(
                                "a range of who knows what",
                                "DownloadFailedException: range of the response: must be bytes=0-99999, was 'bytes 0-99999/*'",
                                "HTTP/1.1 206 P\r\nContent-Range: bytes 0-99999/*\r\n\r\n",
                                "x"),
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
                STALL_TIMEOUT.dripping("a head that drips", LATE_HEAD, OK, "x-a: b\r\n"),
                STALL_TIMEOUT.dripping("a header that drips", LATE_HEAD, OK + "x-a: ", "b"),
                STALL_TIMEOUT.endless("hints for ever", LATE_HEAD, "", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"),
                STALL_TIMEOUT.endless("nothing but go on", LATE_HEAD, "", "HTTP/1.1 100 Continue\r\n\r\n"),
                STALL_TIMEOUT.dripping("a chunk size that drips", LATE_BODY, CHUNKED + "\r\n", "0"),
                STALL_TIMEOUT.dripping("a chunk extension that drips", LATE_BODY, CHUNKED + "\r\n5;a=", "b"),
                STALL_TIMEOUT.dripping(
                        "trailers that drip", LATE_BODY, CHUNKED + "\r\n5\r\nhello\r\n0\r\n", "x-a: b\r\n"),
                STALL_TIMEOUT.dripping(
                        "an error that drips",
                        "ObjectNotFoundException: object does not exist",
                        "HTTP/1.1 404 N\r\nContent-Length: 60000\r\n\r\n<Error>",
                        " "),
                DEADLINE.trap("silence till the end", TOO_LATE, (request, wire) -> wire.beSilent()),
                DEADLINE.dripping("a head that drips till the end", TOO_LATE, OK, "x-a: b\r\n"),
                DEADLINE.dripping(
                        "a chunk size that drips till the end", TOO_LATE, CHUNKED + "\r\n5\r\nhello\r\n", "0"),
                DEADLINE.dripping("a body that drips", TOO_LATE, OK + "Content-Length: 100000\r\n\r\n", "x"));
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
                NO_LIMIT.endless("no status line", LIMIT + tooLong, "", "x"),
                NO_LIMIT.endless("empty lines", LIMIT, "", "\r\n"),
                NO_LIMIT.endless("a header folded for ever", LIMIT + tooLong, OK + "x-a: b\r\n", " c\r\n"),
                NO_LIMIT.endless("blank folds for ever", LIMIT + tooLong, OK + "x-a: b\r\n", " \r\n"),
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
                NO_LIMIT.endless("a chunk line for ever", BODY_LIMIT + tooLong, CHUNKED + "\r\n5;", "a"),
                NO_LIMIT.endless("trailers for ever", BODY_LIMIT, CHUNKED + "\r\n5\r\nhello\r\n0\r\n", "x-a: b\r\n"));
    }

    private static List<HostileResponse> packed() {
        String gzip = "Content-Encoding: gzip\r\n";
        return List.of(
                NO_LIMIT.endless("packed, who knows what", PACKED, CHUNKED + gzip + "\r\n", KIBIBYTE),
                NO_LIMIT.endless(
                        "packed twice", PACKED + ", br'", CHUNKED + "Content-Encoding: gzip, br\r\n\r\n", KIBIBYTE),
                SIZE_LIMIT.endless(
                        "packed, and too much",
                        TOO_LARGE,
                        CHUNKED + gzip + "x-oss-hash-crc64ecma: 1\r\n\r\n",
                        KIBIBYTE),
                NO_LIMIT.trap(
                        "packed, as it is stored",
                        "5 bytes",
                        (request, wire) -> wire.send(OK + gzip + "Content-Length: 5\r\n\r\nhello")),
                NO_LIMIT.endless(
                        "packed on the way", INVALID, OK + "Transfer-Encoding: gzip, chunked\r\n\r\n", KIBIBYTE),
                NO_LIMIT.endless(
                        "a packed refusal", REFUSED, "HTTP/1.1 403 F\r\n" + gzip + "\r\n", "\u001f\u008b\u0008"),
                CHECKED.endless(
                        "packed, without a checksum",
                        "ChecksumMismatchException: checksum in the response: must be x-oss-hash-crc64ecma or Content-MD5, was neither",
                        CHUNKED + gzip + "\r\n",
                        KIBIBYTE));
    }

    private static List<HostileResponse> errors() {
        return List.of(
                NO_LIMIT.trap(
                        "an error of a GiB",
                        REFUSED,
                        (request, wire) -> wire.send(FORBIDDEN)
                                .send("<Error><Code>X</Code><Message>")
                                .send("x", 1_073_741_000)),
                NO_LIMIT.endless(
                        "an error without end", REFUSED, "HTTP/1.1 403 F\r\n\r\n<Error><Code>X</Code><Message>", "x"),
                NO_LIMIT.endless("a million levels", REFUSED, FORBIDDEN, "<Error>"),
                NO_LIMIT.endless("attributes without end", REFUSED, FORBIDDEN + "<Error ", "a='b' "),
                NO_LIMIT.endless(
                        "a redirect without end",
                        "DownloadFailedException: redirects of the link lead in a circle (",
                        "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n",
                        "x"));
    }

    /** The range that the request asks for, of an object of that size. */
    private static String part(String request, long total) {
        String[] range =
                request.replaceFirst("(?s).*Range: bytes=([0-9-]+).*", "$1").split("-", 2);
        long last = Math.min(Long.parseLong(range[1]), total - 1);
        return "HTTP/1.1 206 P\r\nETag: \"A\"\r\nContent-Range: bytes " + range[0] + "-" + last + "/" + total + "\r\n";
    }
}
