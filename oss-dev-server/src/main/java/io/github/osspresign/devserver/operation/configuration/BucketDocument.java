package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.support.BucketEncryption;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of configuration of a bucket that this server stores and returns as it was put. It has no effect on other
 * requests.
 */
final class BucketDocument {

    static final BucketDocument ENCRYPTION = new BucketDocument(
            "encryption", alone(BucketEncryption::parse), error(OssErrorCode.NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE));

    static final BucketDocument INVENTORY = new BucketDocument(
            "inventory",
            xml("InventoryConfiguration", (inventory, store) -> DocumentRules.inventory(inventory)),
            error(OssErrorCode.NO_SUCH_INVENTORY));

    static final BucketDocument LIFECYCLE = new BucketDocument(
            "lifecycle",
            xml("LifecycleConfiguration", (lifecycle, store) -> LifecycleRules.check(lifecycle)),
            error(OssErrorCode.NO_SUCH_LIFECYCLE));

    static final BucketDocument LOGGING = new BucketDocument(
            "logging", xml("BucketLoggingStatus", DocumentRules::logging), document("BucketLoggingStatus", xml -> {}));

    static final BucketDocument POLICY =
            new BucketDocument("policy", alone(BucketPolicy::parse), error(OssErrorCode.NO_SUCH_BUCKET_POLICY));

    static final BucketDocument REFERER = new BucketDocument(
            "referer", xml("RefererConfiguration", (referer, store) -> {}), document("RefererConfiguration", xml -> {
                xml.element("AllowEmptyReferer", "true");
                xml.element("AllowTruncateQueryString", "true");
                xml.element("RefererList", "");
            }));

    static final BucketDocument REQUEST_PAYMENT = new BucketDocument(
            "requestPayment",
            xml("RequestPaymentConfiguration", (payment, store) -> DocumentRules.requestPayment(payment)),
            document("RequestPaymentConfiguration", xml -> xml.element("Payer", "BucketOwner")));

    static final BucketDocument WEBSITE = new BucketDocument(
            "website",
            xml("WebsiteConfiguration", (website, store) -> DocumentRules.website(website)),
            error(OssErrorCode.NO_SUCH_WEBSITE_CONFIGURATION));

    /** All kinds of documents. */
    static final List<BucketDocument> ALL =
            List.of(ENCRYPTION, INVENTORY, LIFECYCLE, LOGGING, POLICY, REFERER, REQUEST_PAYMENT, WEBSITE);

    /** The parameter with the ID of an inventory; a bucket may have several. */
    static final String INVENTORY_ID = "inventoryId";

    private final String subResource;
    private final BiConsumer<byte[], ObjectStore> check;
    private final Function<BucketInfo, byte[]> whenAbsent;

    private BucketDocument(
            String subResource, BiConsumer<byte[], ObjectStore> check, Function<BucketInfo, byte[]> whenAbsent) {
        this.subResource = subResource;
        this.check = check;
        this.whenAbsent = whenAbsent;
    }

    /** A check that does not depend on other buckets. */
    private static BiConsumer<byte[], ObjectStore> alone(Consumer<byte[]> check) {
        return (document, store) -> check.accept(document);
    }

    private static BiConsumer<byte[], ObjectStore> xml(String root, BiConsumer<XmlElement, ObjectStore> check) {
        return (document, store) -> check.accept(XmlBody.parse(document, root), store);
    }

    private static Function<BucketInfo, byte[]> error(OssErrorCode code) {
        return bucket -> {
            throw code.error().with("BucketName", bucket.name()).toException();
        };
    }

    private static Function<BucketInfo, byte[]> document(String root, Consumer<XmlDocument> content) {
        return bucket -> XmlDocument.of(root, content);
    }

    String subResource() {
        return subResource;
    }

    Set<String> parameters() {
        return this == INVENTORY ? Set.of(subResource, INVENTORY_ID) : Set.of(subResource);
    }

    /** Returns whether OSS has an operation that deletes the document. */
    boolean isDeletable() {
        return this != REFERER && this != REQUEST_PAYMENT;
    }

    String contentType() {
        return this == POLICY ? "application/json" : "application/xml";
    }

    /** Throws the error of OSS for an invalid document. */
    void check(byte[] document, ObjectStore store) {
        check.accept(document, store);
    }

    /** Returns the document, or what OSS returns if there is none. */
    byte[] of(BucketInfo bucket, String setting) {
        String stored = bucket.settings().get(setting);
        return stored == null ? whenAbsent.apply(bucket) : bytes(stored);
    }

    /** Returns the only document of its kind, or null. */
    byte @Nullable [] of(BucketInfo bucket) {
        String stored = bucket.settings().get(settingPrefix());
        return stored == null ? null : bytes(stored);
    }

    /** Returns the documents by ID. */
    Map<String, byte[]> allOf(BucketInfo bucket) {
        String prefix = settingPrefix() + ".";
        Map<String, byte[]> documents = new TreeMap<>();
        bucket.settings().forEach((name, stored) -> {
            if (name.startsWith(prefix)) {
                documents.put(name.substring(prefix.length()), bytes(stored));
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
            throw OssErrorCode.MISSING_ARGUMENT
                    .error()
                    .with("ArgumentName", INVENTORY_ID)
                    .toException();
        }
        return settingPrefix() + "." + id;
    }

    private String settingPrefix() {
        return "document." + subResource;
    }

    // Latin-1 keeps every byte, whatever the encoding of the document.

    /** Returns the setting for a document. As OSS does, it writes truth values of XML in lower case. */
    String stored(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        return this == POLICY ? text : text.replace(">True<", ">true<").replace(">False<", ">false<");
    }

    private static byte[] bytes(String stored) {
        return stored.getBytes(StandardCharsets.ISO_8859_1);
    }
}
