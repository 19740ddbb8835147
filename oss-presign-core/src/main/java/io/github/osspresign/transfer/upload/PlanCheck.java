package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.ParsedPresignedUrl;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks that the links of a plan are for its upload. The sender of a plan is not trusted: with links of different uploads
 * or swapped numbers, the parts of one object would become those of another one.
 */
final class PlanCheck {

    private static final String UPLOAD_ID = "uploadId";

    private final PresignedUpload plan;

    PlanCheck(PresignedUpload plan) {
        this.plan = plan;
    }

    /** Checks the link of a part. */
    void requirePart(int number, PresignedLink link, ExceptionFactory failures) throws OssPresignException {
        String name = "link of part " + number;
        Map<String, String> parameters = requireUpload(name, link, failures);
        require(
                String.valueOf(number).equals(parameters.get("partNumber")),
                name,
                "have the part number " + number,
                failures);
    }

    /** Checks a link that lists stored parts: the first page is 0. */
    void requirePage(int page, PresignedLink link, ExceptionFactory failures) throws OssPresignException {
        String name = "link of list " + (page + 1);
        Map<String, String> parameters = requireUpload(name, link, failures);
        String marker = String.valueOf(page * PresignedUpload.LISTED_PARTS);
        require(
                marker.equals(parameters.getOrDefault("part-number-marker", "0")),
                name,
                "list the parts after " + marker,
                failures);
    }

    /**
     * Checks a link for the upload as a whole.
     *
     * @param name name of the link, for messages
     */
    Map<String, String> requireUpload(String name, PresignedLink link, ExceptionFactory failures)
            throws OssPresignException {
        requireObject(name, link, failures);
        Map<String, String> parameters = parameters(name, link, failures);
        // The message does not show the id, which is a part of every link.
        require(plan.uploadId().equals(parameters.get(UPLOAD_ID)), name, "have the upload id of the plan", failures);
        return parameters;
    }

    /**
     * Checks that a link is for the object of the plan, at the host of the other links.
     *
     * @param name name of the link, for messages
     */
    void requireObject(String name, PresignedLink link, ExceptionFactory failures) throws OssPresignException {
        LinkAddress host = LinkAddress.parse(plan.complete().url());
        LinkAddress address = LinkAddress.parse(link.url());
        require(address.hasAuthorityOf(host), name, "have the host of the link that completes the upload", failures);
        ParsedPresignedUrl url = ParsedPresignedUrl.find(link.url()).orElse(null);
        if (url != null) {
            require(isSame(plan.bucket(), url.bucket()), name, "be for the bucket of the plan", failures);
            require(isSame(plan.key(), url.key()), name, "be for the object key of the plan", failures);
        }
        // Also shows the object of a URL whose signature is not recognised.
        require(
                address.path().equals(host.path()),
                name,
                "have the path of the link that completes the upload",
                failures);
    }

    private static Map<String, String> parameters(String name, PresignedLink link, ExceptionFactory failures)
            throws OssPresignException {
        try {
            return LinkAddress.parse(link.url()).parameters();
        } catch (IllegalArgumentException e) {
            throw invalid(name, "have valid parameters", failures);
        }
    }

    /** Returns whether the values are the same; a URL need not show a value. */
    private static boolean isSame(String expected, @Nullable String shown) {
        return shown == null || shown.equals(expected);
    }

    private static void require(boolean met, String name, String rule, ExceptionFactory failures)
            throws OssPresignException {
        if (!met) {
            throw invalid(name, rule, failures);
        }
    }

    private static OssPresignException invalid(String name, String rule, ExceptionFactory failures) {
        return failures.failed("upload plan, " + name + ": must " + rule);
    }
}
