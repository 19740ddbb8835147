package io.github.osspresign.camel.presign;

import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.camel.presign.service.ObjectMetadata;
import io.github.osspresign.camel.presign.service.ServiceClient;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.ServiceCallException;
import io.github.osspresign.oss.EntityTag;
import io.github.osspresign.sign.PresignRequest;
import java.io.IOException;
import java.util.Set;

/** Checks that the object of a link exists, with one HEAD request. */
final class ObjectProbe {

    private static final Set<String> NOT_FOUND_CODES = Set.of("NoSuchKey", "NoSuchVersion");
    private static final int STATUS_OF_DELETE_MARKER = 405;

    private final ServiceClient service;

    ObjectProbe(ServiceClient service) {
        this.service = service;
    }

    /**
     * Returns the link with the metadata of its object.
     *
     * @throws ObjectNotFoundException if the object or version does not exist
     * @throws ServiceCallException if the service refuses the request or cannot be reached
     */
    SignedLink withObjectMetadata(SignedLink link) throws IOException {
        String maskedUrl = link.link().maskedUrl();
        HeadObjectRequest request = head(link.request());
        try {
            return link.with(facts(service.call("verifyObject of " + maskedUrl, sdk -> sdk.headObject(request))));
        } catch (ServiceCallException e) {
            if (e.status() == STATUS_OF_DELETE_MARKER || NOT_FOUND_CODES.contains(String.valueOf(e.ossCode()))) {
                OssError error = new OssError(e.ossCode(), null, e.ec(), e.requestId());
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

    private static ObjectMetadata facts(HeadObjectResult head) {
        return new ObjectMetadata(
                head.contentLength(), EntityTag.withoutQuotes(head.eTag()), head.hashCrc64ecma(), head.versionId());
    }
}
