// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.BucketEncryption;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of configuration of a bucket that this server stores and returns as it was put, with the defaults that OSS adds.
 * The documentation lists those that have an effect on other requests.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its functions have no state.
enum BucketDocument {
    ACCESS_MONITOR(
            "accessmonitor",
            xml("AccessMonitorConfiguration", DocumentRules::accessMonitor),
            document("AccessMonitorConfiguration", xml -> xml.element("Status", "Disabled"))),
    ARCHIVE_DIRECT_READ(
            "bucketArchiveDirectRead",
            xml("ArchiveDirectReadConfiguration", xml -> DocumentRules.truth(xml, "Enabled")),
            error(OssErrorCode.NO_SUCH_ARCHIVE_DIRECT_READ_CONFIGURATION)),
    CORS(
            CorsConfiguration.SUB_RESOURCE,
            (document, target) -> CorsConfiguration.parse(document).document(),
            error(OssErrorCode.NO_SUCH_CORS_CONFIGURATION)),
    ENCRYPTION(
            "encryption",
            (document, target) -> {
                BucketEncryption encryption = BucketEncryption.parse(document);
                encryption.requireKnownKey(target.rules());
                return encryption.document();
            },
            error(OssErrorCode.NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE)),
    HTTPS_CONFIG(
            "httpsConfig",
            xml("HttpsConfiguration", TlsVersions::complete),
            document("HttpsConfiguration", xml -> xml.element("TLS", tls -> tls.element("Enable", "false")))),
    INVENTORY(
            "inventory",
            xml("InventoryConfiguration", DocumentRules::inventory),
            error(OssErrorCode.NO_SUCH_INVENTORY)),
    LIFECYCLE("lifecycle", xml("LifecycleConfiguration", LifecycleRules::check), error(OssErrorCode.NO_SUCH_LIFECYCLE)),
    LOGGING("logging", xml("BucketLoggingStatus", DocumentRules::logging), document("BucketLoggingStatus", xml -> {})),
    POLICY("policy", (document, target) -> BucketPolicy.checked(document), error(OssErrorCode.NO_SUCH_BUCKET_POLICY)),
    PUBLIC_ACCESS_BLOCK(
            "publicAccessBlock",
            xml("PublicAccessBlockConfiguration", xml -> DocumentRules.truth(xml, "BlockPublicAccess")),
            document("PublicAccessBlockConfiguration", xml -> xml.element("BlockPublicAccess", "false"))),
    QOS(
            "qos",
            xml("BucketUserQos", DocumentRules::storageCapacity),
            document("BucketUserQos", xml -> xml.element("StorageCapacity", "-1"))),
    QOS_INFO("qosInfo", xml("QoSConfiguration", QosLimits::complete), document("QoSConfiguration", QosLimits::write)),
    REFERER("referer", xml("RefererConfiguration", DocumentRules::referer), document("RefererConfiguration", xml -> {
        xml.element("AllowEmptyReferer", "true");
        xml.element("AllowTruncateQueryString", "true");
        xml.element("RefererList", "");
    })),
    REQUEST_PAYMENT(
            "requestPayment",
            xml("RequestPaymentConfiguration", DocumentRules::requestPayment),
            document("RequestPaymentConfiguration", xml -> xml.element("Payer", "BucketOwner"))),
    TRANSFER_ACCELERATION(
            "transferAcceleration",
            xml("TransferAccelerationConfiguration", xml -> DocumentRules.truth(xml, "Enabled")),
            error(OssErrorCode.NO_SUCH_TRANSFER_ACCELERATION_CONFIGURATION)),
    WEBSITE(
            "website",
            xml("WebsiteConfiguration", DocumentRules::website),
            error(OssErrorCode.NO_SUCH_WEBSITE_CONFIGURATION));

    private static final Set<BucketDocument> NOT_DELETABLE =
            Set.of(ACCESS_MONITOR, ARCHIVE_DIRECT_READ, HTTPS_CONFIG, QOS, REFERER, REQUEST_PAYMENT);

    /** The parameter with the ID of an inventory; a bucket may have several. */
    static final String INVENTORY_ID = "inventoryId";

    /** Where a document is put: the request, the bucket or service that is to have it, and what else there is. */
    record Target(OssRequest request, BucketInfo holder, ObjectStore store, ServiceRules rules) {

        boolean hasBucket(String name) {
            return store.hasBucket(name);
        }
    }

    /** Reads a document that a client puts. */
    private interface Reader {

        /** Returns the document to store, or throws the error of OSS for an invalid one. */
        byte[] read(byte[] document, Target target);
    }

    private final String subResource;
    private final Reader reader;
    private final Function<BucketInfo, byte[]> whenAbsent;

    BucketDocument(String subResource, Reader reader, Function<BucketInfo, byte[]> whenAbsent) {
        this.subResource = subResource;
        this.reader = reader;
        this.whenAbsent = whenAbsent;
    }

    private static Reader xml(String root, Consumer<XmlElement> rule) {
        return xml(root, (xml, target) -> rule.accept(xml));
    }

    /**
     * Stores XML as it was put, with the defaults that the rule adds. The rule throws the error of OSS. As OSS does, truth
     * values are written in lower case.
     */
    private static Reader xml(String root, BiConsumer<XmlElement, Target> rule) {
        return (document, target) -> {
            XmlElement xml = XmlBody.parse(document, root);
            rule.accept(xml, target);
            String text = StoredDocument.toSetting(xml.isChanged() ? xml.toDocument() : document);
            return StoredDocument.ofSetting(text.replace(">True<", ">true<").replace(">False<", ">false<"));
        };
    }

    private static Function<BucketInfo, byte[]> error(OssErrorCode code) {
        return bucket -> {
            throw code.error().with("BucketName", bucket.name());
        };
    }

    private static Function<BucketInfo, byte[]> document(String root, Consumer<XmlDocument> content) {
        return bucket -> XmlDocument.of(root, content);
    }

    String subResource() {
        return subResource;
    }

    /** Returns whether OSS has an operation that deletes the document. */
    boolean isDeletable() {
        return !NOT_DELETABLE.contains(this);
    }

    String contentType() {
        return this == POLICY ? "application/json" : "application/xml";
    }

    /** Returns the document, or what OSS returns if there is none. */
    byte[] of(BucketInfo bucket, String setting, ServiceRules rules) {
        String stored = bucket.settings().get(setting);
        if (stored == null && this == QOS_INFO && !rules.holds(Assumption.MISSING_QOS_INFO_IS_UNLIMITED)) {
            throw OssErrorCode.NO_SUCH_BUCKET_QOS_INFO.error().with("BucketName", bucket.name());
        }
        return stored == null ? whenAbsent.apply(bucket) : StoredDocument.ofSetting(stored);
    }

    /** Returns the documents by ID. */
    Map<String, byte[]> allOf(BucketInfo bucket) {
        String prefix = settingPrefix() + ".";
        Map<String, byte[]> documents = new TreeMap<>();
        bucket.settings().forEach((name, stored) -> {
            if (name.startsWith(prefix)) {
                documents.put(name.substring(prefix.length()), StoredDocument.ofSetting(stored));
            }
        });
        return documents;
    }

    /** Returns the name of the bucket setting with the document of the request, or throws MissingArgument. */
    String setting(OssRequest request) {
        if (this != INVENTORY) {
            return settingPrefix();
        }
        String id = request.query().text(INVENTORY_ID);
        if (id.isEmpty()) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", INVENTORY_ID);
        }
        return settingPrefix() + "." + id;
    }

    private String settingPrefix() {
        return StoredDocument.setting(subResource);
    }

    /** Returns the setting for a document, or throws the error of OSS for an invalid one. */
    String read(byte[] document, Target target) {
        return StoredDocument.toSetting(reader.read(document, target));
    }
}
