// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the links of a plan are for its upload. The sender of a plan is not trusted: with links of different uploads
 * or swapped numbers, the parts of one object would become those of another one.
 */
record PlanCheck(PresignedUpload plan, ExceptionFactory failures) {

    private static final String UPLOAD_ID = "uploadId";

    /** Checks the link of a part. */
    void requirePart(int number, PresignedLink link) throws OssPresignException {
        String name = "link of part " + number;
        Map<String, String> parameters = requireUpload(name, link);
        require(String.valueOf(number).equals(parameters.get("partNumber")), name, "have the part number " + number);
    }

    /** Checks a link that lists stored parts: the first page is 0. */
    void requirePage(int page, PresignedLink link) throws OssPresignException {
        String name = "link of list " + (page + 1);
        Map<String, String> parameters = requireUpload(name, link);
        String marker = String.valueOf(page * PresignedUpload.LISTED_PARTS);
        require(
                marker.equals(parameters.getOrDefault("part-number-marker", "0")),
                name,
                "list the parts after " + marker);
    }

    /**
     * Checks a link for the upload as a whole.
     *
     * @param name name of the link, for messages
     */
    Map<String, String> requireUpload(String name, PresignedLink link) throws OssPresignException {
        requireObject(name, link);
        Map<String, String> parameters = parameters(name, link);
        // The message does not show the id, which is a part of every link.
        require(plan.uploadId().equals(parameters.get(UPLOAD_ID)), name, "have the upload id of the plan");
        return parameters;
    }

    /**
     * Checks that a link is for the object of the plan, at the host of the other links.
     *
     * @param name name of the link, for messages
     */
    void requireObject(String name, PresignedLink link) throws OssPresignException {
        LinkAddress host = LinkAddress.parse(plan.complete().url());
        LinkAddress address = LinkAddress.parse(link.url());
        require(address.hasAuthorityOf(host), name, "have the host of the link that completes the upload");
        ParsedPresignedUrl url = ParsedPresignedUrl.find(link.url()).orElse(null);
        if (url != null) {
            require(isSame(plan.bucket(), url.bucket()), name, "be for the bucket of the plan");
            require(isSame(plan.key(), url.key()), name, "be for the object key of the plan");
        }
        // Also shows the object of a URL whose signature is not recognised.
        require(address.path().equals(host.path()), name, "have the path of the link that completes the upload");
    }

    private Map<String, String> parameters(String name, PresignedLink link) throws OssPresignException {
        try {
            return LinkAddress.parse(link.url()).parameters();
        } catch (IllegalArgumentException e) {
            throw invalid(name, "have valid parameters");
        }
    }

    /** Returns whether the values are the same; a URL need not show a value. */
    private static boolean isSame(String expected, @Nullable String shown) {
        return shown == null || shown.equals(expected);
    }

    private void require(boolean met, String name, String rule) throws OssPresignException {
        if (!met) {
            throw invalid(name, rule);
        }
    }

    private OssPresignException invalid(String name, String rule) {
        return failures.failed("upload plan, " + name + ": must " + rule);
    }
}
