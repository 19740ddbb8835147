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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A kind of configuration of a bucket that this server stores and returns as it was put, with the defaults that OSS adds.
 * The documentation lists those that have an effect on other requests.
 */
final class BucketDocument {

    private static final BucketDocument ACCESS_MONITOR = new BucketDocument(
            "accessmonitor",
            (document, target) -> checked(
                            "AccessMonitorConfiguration",
                            xml -> DocumentRules.accessMonitor(xml, LifecycleRules.useAccessTime(target.holder())))
                    .read(document, target),
            document("AccessMonitorConfiguration", xml -> xml.element("Status", "Disabled")));

    private static final BucketDocument ARCHIVE_DIRECT_READ = new BucketDocument(
            "bucketArchiveDirectRead",
            checked("ArchiveDirectReadConfiguration", xml -> DocumentRules.truth(xml, "Enabled")),
            error(OssErrorCode.NO_SUCH_ARCHIVE_DIRECT_READ_CONFIGURATION));

    private static final BucketDocument ENCRYPTION = new BucketDocument(
            "encryption",
            (document, target) -> {
                BucketEncryption encryption = BucketEncryption.parse(document);
                encryption.requireKnownKey(target.rules());
                return encryption.document();
            },
            error(OssErrorCode.NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE));

    private static final BucketDocument HTTPS_CONFIG = new BucketDocument(
            "httpsConfig",
            completed("HttpsConfiguration", TlsVersions::complete),
            document("HttpsConfiguration", xml -> xml.element("TLS", tls -> tls.element("Enable", "false"))));

    static final BucketDocument INVENTORY = new BucketDocument(
            "inventory",
            (document, target) -> completed(
                            "InventoryConfiguration", xml -> DocumentRules.inventory(xml, target.store()))
                    .read(document, target),
            error(OssErrorCode.NO_SUCH_INVENTORY));

    private static final BucketDocument LIFECYCLE = new BucketDocument(
            "lifecycle",
            (document, target) -> checked("LifecycleConfiguration", xml -> LifecycleRules.check(xml, target.request()))
                    .read(document, target),
            error(OssErrorCode.NO_SUCH_LIFECYCLE));

    private static final BucketDocument LOGGING = new BucketDocument(
            "logging",
            (document, target) -> completed(
                            "BucketLoggingStatus", status -> DocumentRules.logging(status, target.store()))
                    .read(document, target),
            document("BucketLoggingStatus", xml -> {}));

    static final BucketDocument POLICY = new BucketDocument(
            "policy", (document, target) -> BucketPolicy.checked(document), error(OssErrorCode.NO_SUCH_BUCKET_POLICY));

    static final BucketDocument PUBLIC_ACCESS_BLOCK = new BucketDocument(
            "publicAccessBlock",
            checked("PublicAccessBlockConfiguration", xml -> DocumentRules.truth(xml, "BlockPublicAccess")),
            document("PublicAccessBlockConfiguration", xml -> xml.element("BlockPublicAccess", "false")));

    private static final BucketDocument QOS = new BucketDocument(
            "qos",
            checked("BucketUserQos", DocumentRules::storageCapacity),
            document("BucketUserQos", xml -> xml.element("StorageCapacity", "-1")));

    private static final BucketDocument QOS_INFO = new BucketDocument(
            "qosInfo",
            completed("QoSConfiguration", QosLimits::complete),
            document("QoSConfiguration", QosLimits::write));

    private static final BucketDocument REFERER = new BucketDocument(
            "referer",
            completed("RefererConfiguration", DocumentRules::referer),
            document("RefererConfiguration", xml -> {
                xml.element("AllowEmptyReferer", "true");
                xml.element("AllowTruncateQueryString", "true");
                xml.element("RefererList", "");
            }));

    private static final BucketDocument REQUEST_PAYMENT = new BucketDocument(
            "requestPayment",
            checked("RequestPaymentConfiguration", DocumentRules::requestPayment),
            document("RequestPaymentConfiguration", xml -> xml.element("Payer", "BucketOwner")));

    private static final BucketDocument TRANSFER_ACCELERATION = new BucketDocument(
            "transferAcceleration",
            checked("TransferAccelerationConfiguration", xml -> DocumentRules.truth(xml, "Enabled")),
            error(OssErrorCode.NO_SUCH_TRANSFER_ACCELERATION_CONFIGURATION));

    private static final BucketDocument WEBSITE = new BucketDocument(
            "website",
            completed("WebsiteConfiguration", DocumentRules::website),
            error(OssErrorCode.NO_SUCH_WEBSITE_CONFIGURATION));

    /** All kinds of documents. */
    static final List<BucketDocument> ALL = List.of(
            ACCESS_MONITOR,
            ARCHIVE_DIRECT_READ,
            ENCRYPTION,
            HTTPS_CONFIG,
            INVENTORY,
            LIFECYCLE,
            LOGGING,
            POLICY,
            PUBLIC_ACCESS_BLOCK,
            QOS,
            QOS_INFO,
            REFERER,
            REQUEST_PAYMENT,
            TRANSFER_ACCELERATION,
            WEBSITE);

    private static final Set<BucketDocument> NOT_DELETABLE =
            Set.of(ACCESS_MONITOR, ARCHIVE_DIRECT_READ, HTTPS_CONFIG, QOS, REFERER, REQUEST_PAYMENT);

    /** The parameter with the ID of an inventory; a bucket may have several. */
    static final String INVENTORY_ID = "inventoryId";

    /** Where a document is put: the request, the bucket or service that is to have it, and what else there is. */
    record Target(OssRequest request, BucketInfo holder, ObjectStore store, ServiceRules rules) {}

    /** Reads a document that a client puts. */
    private interface Reader {

        /** Returns the document to store, or throws the error of OSS for an invalid one. */
        byte[] read(byte[] document, Target target);
    }

    private final String subResource;
    private final Reader reader;
    private final Function<BucketInfo, byte[]> whenAbsent;

    private BucketDocument(String subResource, Reader reader, Function<BucketInfo, byte[]> whenAbsent) {
        this.subResource = subResource;
        this.reader = reader;
        this.whenAbsent = whenAbsent;
    }

    /** Stores XML as it was put. The check throws the error of OSS. */
    private static Reader checked(String root, Consumer<XmlElement> check) {
        return completed(root, xml -> {
            check.accept(xml);
            return false;
        });
    }

    /** Stores XML with defaults. The rule adds them and returns whether it has changed the XML. */
    private static Reader completed(String root, Predicate<XmlElement> rule) {
        return (document, target) -> {
            XmlElement xml = XmlBody.parse(document, root);
            return rule.test(xml) ? xml.toDocument() : document;
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

    /**
     * Returns the setting for a document, or throws the error of OSS for an invalid one. As OSS does, it writes truth
     * values of XML in lower case.
     */
    String read(byte[] document, Target target) {
        String text = StoredDocument.toSetting(reader.read(document, target));
        return this == POLICY ? text : text.replace(">True<", ">true<").replace(">False<", ">false<");
    }
}
