// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exchange with OSS from a public source, as {@code recorded/README.md} describes it. A component is {@code null} or empty
 * if the source does not show it.
 *
 * @param id name of the file
 * @param source where it comes from
 * @param request what the client sent
 * @param response what the service returned
 * @param cause why the request failed
 * @param gaps what the source does not show as it was
 */
public record RecordedExchange(String id, Source source, Request request, Response response, Cause cause, Gaps gaps) {

    @Override
    public String toString() {
        return id;
    }

    /**
     * Source of an exchange.
     *
     * @param address URL, or a description if the index that found it names none
     * @param origin {@code thread} (posted in an issue or pull request), {@code question} (in a forum or blog), {@code
     *     documentation} (sample of OSS), {@code fixture} (recorded for the tests of an SDK), {@code file} (other source file)
     *     or {@code live}; {@code dev-server} by the live tests without OSS, never part of the collection
     * @param date date of the exchange or of the post, else from the first eight hexadecimal digits of the request id, which
     *     are its Unix time
     */
    public record Source(
            String address, String origin, @Nullable String date) {}

    /**
     * Request of an exchange.
     *
     * @param signature {@code V1}, {@code V2}, {@code V4}, {@code S3V2}, {@code S3V4}, {@code form-V1} or {@code none}
     * @param place where the signature is: query, header or form
     * @param method HTTP method
     * @param url URL as posted
     * @param headers headers
     * @param body fields of the form, or facts about the body
     */
    public record Request(
            @Nullable String signature,
            @Nullable String place,
            @Nullable String method,
            @Nullable String url,
            Map<String, String> headers,
            Map<String, String> body) {}

    /**
     * Response of an exchange.
     *
     * @param status status
     * @param headers headers
     * @param error elements of the error document in their order
     * @param rawDocument error document as posted
     */
    public record Response(
            @Nullable Integer status,
            Map<String, String> headers,
            Map<String, String> error,
            @Nullable String rawDocument) {}

    /**
     * Cause of a failure.
     *
     * @param id cause of {@code recorded/causes.properties}
     * @param text cause in a sentence
     * @param knowable whether the cause follows from the {@code link}, from link and response ({@code link+answer}) or from
     *     nothing that was posted ({@code no})
     */
    public record Cause(
            @Nullable String id,
            @Nullable String text,
            @Nullable String knowable) {}

    /**
     * Differences between an exchange and what its source shows.
     *
     * @param lineBreaksLost whether the source shows the string to sign on one line
     * @param cut fields that the source shows only in part
     * @param inferred fields that the source does not show
     */
    public record Gaps(boolean lineBreaksLost, List<String> cut, List<String> inferred) {}
}
