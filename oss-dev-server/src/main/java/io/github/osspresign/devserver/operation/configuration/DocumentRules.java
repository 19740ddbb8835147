package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What OSS refuses in configurations that are XML with the right root element. */
public final class DocumentRules {

    private static final Set<String> PAYERS = Set.of("BucketOwner", "Requester");

    private DocumentRules() {}

    /** The payer is the owner of the bucket or the requester. */
    public static void requestPayment(XmlElement configuration) {
        if (!PAYERS.contains(XmlBody.required(configuration.text("Payer")))) {
            throw XmlBody.malformed();
        }
    }

    /** An inventory needs a bucket for its reports. */
    public static void inventory(XmlElement configuration) {
        String bucket = text(configuration, "Destination", "OSSBucketDestination", "Bucket");
        if (bucket == null || bucket.isEmpty()) {
            throw invalid("Destination");
        }
    }

    /** A rule with back-to-origin applies to missing objects only. */
    public static void website(XmlElement configuration) {
        for (XmlElement rules : configuration.children("RoutingRules")) {
            for (XmlElement rule : rules.children("RoutingRule")) {
                String status = text(rule, "Condition", "HttpErrorCodeReturnedEquals");
                if ("Mirror".equals(text(rule, "Redirect", "RedirectType")) && !"404".equals(status)) {
                    throw invalid("HttpErrorCodeReturnedEquals");
                }
            }
        }
    }

    /** Logs need a bucket that exists. A document without a target turns them off. */
    public static void logging(XmlElement status, ObjectStore store) {
        for (XmlElement enabled : status.children("LoggingEnabled")) {
            if (!store.hasBucket(XmlBody.required(enabled.text("TargetBucket")))) {
                throw OssErrorCode.INVALID_TARGET_BUCKET_FOR_LOGGING.error().toException();
            }
        }
    }

    /** Returns the text of the element at this path, or null. */
    private static @Nullable String text(XmlElement element, String... path) {
        XmlElement found = element;
        for (String name : path) {
            found = found == null ? null : found.child(name);
        }
        return found == null ? null : found.text();
    }

    private static RuntimeException invalid(String name) {
        return OssErrorCode.INVALID_ARGUMENT.error().with("ArgumentName", name).toException();
    }
}
