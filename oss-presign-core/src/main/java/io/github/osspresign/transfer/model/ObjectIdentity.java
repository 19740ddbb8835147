// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.QueryParameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identity of an object, independent of the link that leads to it. It contains no secret.
 *
 * @param address host, port unless it is the default, bucket and key as in the link but with normalised
 *     percent-encoding and without the signature of a CDN, and the {@code x-oss-process} instruction if there is one
 * @param state version that the link is signed for, otherwise the entity tag; {@code null} if unknown
 */
public record ObjectIdentity(String address, @Nullable String state) {

    /*
     * Address and state come from the signed URL or from the response. The fields bucket, key and version of a link in
     * JSON form are not used: anybody may have written them. Its entity tag is used, because a response with another
     * entity tag is refused. For a processed object that check does not apply; the entity tag then distinguishes the
     * states of the source object, and the instruction in the address distinguishes the outputs.
     */

    private static final PercentCoding CODING = new PercentCoding("-._/");

    /** Returns the identity that a link gives. */
    public static ObjectIdentity of(PresignedLink link) throws HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(link.url());
        Map<String, String> parameters =
                QueryParameters.parseLeniently(address.query()).encoded();
        String process = parameters.get("x-oss-process");
        String version = parameters.get("versionId");
        String etag = state(EntityTag.withoutQuotes(link.etag()));
        // The version "null" is overwritten like an object in a bucket without versioning.
        return new ObjectIdentity(
                address.objectAddress() + (process == null ? "" : "?x-oss-process=" + CODING.encodeAgain(process)),
                version == null || version.isEmpty() || version.equals("null")
                        ? etag
                        : "version=" + CODING.encodeAgain(version));
    }

    /** Returns this identity, completed by the entity tag of the response if the link gives no state. */
    public ObjectIdentity completedBy(@Nullable String etag) {
        return state != null ? this : new ObjectIdentity(address, state(etag));
    }

    private static @Nullable String state(@Nullable String etag) {
        return etag == null || etag.isEmpty() ? null : "etag=" + CODING.encodeAgain(etag);
    }

    /** Returns a text that is unique to the object, of printable ASCII characters: {@code host/path#state}. */
    public String text() {
        return address + (state == null ? "" : "#" + state);
    }
}
