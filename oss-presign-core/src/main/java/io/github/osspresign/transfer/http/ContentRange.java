// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.wire.Response;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of an object that a response contains (RFC 9110, 14.4).
 *
 * @param total length of the object in bytes, -1 if unknown
 */
public record ContentRange(ByteRange bytes, long total) {

    private static final Pattern FORM = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    /** Returns the range of an object as a whole. */
    public static ContentRange whole(long length) {
        return new ContentRange(length < 0 ? ByteRange.ENDLESS : new ByteRange(0, length - 1), length);
    }

    /**
     * Returns the range of a partial response, which must begin at the requested offset and may end earlier (RFC 9110, 15.3.7).
     *
     * @throws PlainFailure if the header is missing or has another range
     */
    public static ContentRange require(Response response, ByteRange asked) throws PlainFailure {
        String value = response.header("Content-Range");
        Matcher form = FORM.matcher(value == null ? "" : value.strip());
        if (form.matches()) {
            ByteRange bytes = new ByteRange(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)));
            long total = Long.parseLong(form.group(3));
            if (bytes.first() == asked.first()
                    && bytes.last() >= bytes.first()
                    && bytes.last() <= Math.min(asked.last(), total - 1)) {
                return new ContentRange(bytes, total);
            }
        }
        String rule = "range of the response: must be " + asked.header() + ", was ";
        throw value == null ? new PlainFailure(rule + "none", false) : new PlainFailure(rule + "'{}'", value, false);
    }
}
