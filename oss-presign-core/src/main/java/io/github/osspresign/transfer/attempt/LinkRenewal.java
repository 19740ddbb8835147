// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.attempt;

import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.oss.syntax.QueryParameters;
import io.github.osspresign.oss.syntax.UrlParts;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.LinkRefresher;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gets a fresh link in place of an expired one, and checks that it points to the same object. */
final class LinkRenewal {

    /** Parameters that select the request of a multipart upload. */
    private static final List<String> MULTIPART = List.of("uploadId", "partNumber", "part-number-marker");

    private LinkRenewal() {}

    /**
     * Gets a fresh link.
     *
     * @throws RenewalRefusedException if the link must not be renewed
     * @throws PlainFailure if there is none now, or one to another object
     */
    static PresignedLink get(LinkRefresher refresher, PresignedLink ended) throws IOException {
        PresignedLink fresh;
        try {
            fresh = refresher.refresh(ended);
        } catch (RenewalRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw new PlainFailure(request -> request.refresh(e));
        }
        Shown shown = Shown.of(ended);
        Shown other = Shown.of(fresh);
        requireSame("bucket", shown.bucket(), other.bucket());
        requireSame("key", shown.key(), other.key());
        requireSame("version", ended.versionId(), fresh.versionId());
        if (shown.versionId() != null) {
            requireSame("version", shown.versionId(), String.valueOf(other.versionId()));
        }
        requireSame("content", ServedContent.of(ended.url()), ServedContent.of(fresh.url()));
        requireSamePart(ended, fresh);
        return fresh;
    }

    /** Checks that a link of a multipart upload is replaced by one for the same request of the same upload. */
    private static void requireSamePart(PresignedLink ended, PresignedLink fresh) throws PlainFailure {
        QueryParameters expected = parameters(ended);
        QueryParameters actual = parameters(fresh);
        for (String name : MULTIPART) {
            if (actual.repeatedNames().contains(name)) {
                throw new PlainFailure("parameter " + name + " of the fresh link: must be given once", false);
            }
            if (!Objects.equals(expected.get(name), actual.get(name))) {
                // The values are omitted: the id of an upload is a part of each of its links.
                throw new PlainFailure(
                        "parameter " + name + " of the fresh link: must be that of the expired link", false);
            }
        }
    }

    private static QueryParameters parameters(PresignedLink link) {
        UrlParts url = UrlParts.of(link.url());
        return QueryParameters.parseLeniently(url == null ? null : url.query());
    }

    /**
     * Object of a link as the URL shows it, because the URL is requested; fields of the link are used only if the URL
     * does not show it.
     */
    private record Shown(
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String versionId) {

        static Shown of(PresignedLink link) {
            ParsedPresignedUrl url = ParsedPresignedUrl.find(link.url()).orElse(null);
            return url == null
                    ? new Shown(link.bucket(), link.key(), link.versionId())
                    : new Shown(
                            url.bucket() == null ? link.bucket() : url.bucket(),
                            url.key() == null ? link.key() : url.key(),
                            url.versionId());
        }
    }

    private static void requireSame(String what, @Nullable String expected, @Nullable String actual)
            throws PlainFailure {
        if (expected != null && actual != null && !expected.equals(actual)) {
            throw new PlainFailure(request -> request.failed(what + " of the fresh link: must be '"
                    + request.clean(expected) + "', was '" + request.clean(actual) + "'"));
        }
    }
}
