// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.service;

import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.error.text.ShortUrl;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.sign.PresignRequest;
import java.io.IOException;
import java.util.Set;
import java.util.function.Consumer;

/** Checks that an object exists, with one HEAD request. */
public final class ObjectProbe {

    private static final Set<String> NOT_FOUND_CODES = Set.of("NoSuchKey", "NoSuchVersion");
    private static final int STATUS_OF_DELETE_MARKER = 405;

    private ObjectProbe() {}

    /**
     * Returns what the object that a link points to adds to the link, so that a download can be verified.
     *
     * @param link signing request of the link
     * @param maskedUrl masked URL of the link, for error messages
     * @throws ObjectNotFoundException if the object or version does not exist
     * @throws ServiceCallException if the service refuses the request or cannot be reached
     */
    public static Consumer<PresignedLink.Builder> details(ServiceClient service, PresignRequest link, String maskedUrl)
            throws IOException {
        HeadObjectRequest request = head(link);
        try {
            HeadObjectResult head = service.call(
                    "verifyObject of " + ShortUrl.of(maskedUrl),
                    sdk -> sdk.headObject(request),
                    "request id",
                    ServiceClient::hasRequestId);
            return details -> details.size(head.contentLength())
                    .etag(EntityTag.withoutQuotes(head.eTag()))
                    .crc64(head.hashCrc64ecma())
                    .versionId(link.query().getOrDefault("versionId", head.versionId()));
        } catch (ServiceCallException e) {
            if (e.status() == STATUS_OF_DELETE_MARKER || NOT_FOUND_CODES.contains(String.valueOf(e.ossCode()))) {
                OssError error = new OssError(e.ossCode(), null, e.ec(), e.requestId(), e.hostId());
                throw new ObjectNotFoundException(new FailureContext(maskedUrl, e.status(), error, 0));
            }
            throw e;
        }
    }

    private static HeadObjectRequest head(PresignRequest link) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.newBuilder().bucket(link.bucket()).key(link.key());
        String versionId = link.query().get("versionId");
        if (versionId != null) {
            request.versionId(versionId);
        }
        String payer = link.query().get("x-oss-request-payer");
        if (payer != null) {
            request.requestPayer(payer);
        }
        return request.build();
    }
}
