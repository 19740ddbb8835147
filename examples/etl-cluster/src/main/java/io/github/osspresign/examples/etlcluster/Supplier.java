package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Side that has the objects and the keys. It stores objects and sends links. */
final class Supplier implements AutoCloseable {

    private final Sample sample;
    private final BiConsumer<String, byte[]> bucket;
    private final Signer signer;
    private final KafkaProducer<String, String> producer;

    /** @param bucket stores an object under its key */
    Supplier(Sample sample, BiConsumer<String, byte[]> bucket, Signer signer, String brokers) {
        this.sample = sample;
        this.bucket = bucket;
        this.signer = signer;
        this.producer = producer(brokers);
    }

    /** Returns a producer that has sent a record when the broker has stored it, once. */
    static KafkaProducer<String, String> producer(String brokers) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "linger.ms", "5"), new StringSerializer(), new StringSerializer());
    }

    /** Stores all objects but the missing ones, in their first version. */
    void store() {
        sample.links(kind -> kind.hasObject() && kind != Kind.MISSING)
                .parallel()
                .forEach(link -> bucket.accept(sample.key(link), sample.content(link)));
    }

    /** Sends a record for each link. */
    void send() throws InterruptedException {
        List<PresignedLink> expired = expiredLinks();
        sample.links(kind -> kind == Kind.POISON)
                .forEach(link -> producer.send(new ProducerRecord<>(Topics.LINKS, sample.object(link), "no link")));
        send(sample.links(kind -> kind != Kind.EXPIRED && kind != Kind.POISON), Duration.ofDays(1));
        expired.forEach(this::send);
        producer.flush();
    }

    /** Generates short links, and waits until they have expired. */
    private List<PresignedLink> expiredLinks() throws InterruptedException {
        List<PresignedLink> links = new ArrayList<>();
        signer.sign(
                sample.links(kind -> kind == Kind.EXPIRED).mapToObj(sample::key).iterator(),
                Duration.ofSeconds(1),
                links::add);
        TimeUnit.SECONDS.sleep(2);
        return links;
    }

    /** Replaces some objects, and sends a second link to each. */
    void change() {
        putFinal(kind -> kind == Kind.CHANGED);
        send(sample.links(kind -> kind == Kind.CHANGED), Duration.ofDays(1));
        producer.flush();
    }

    /** Stores what was missing, and replaces what was no zip file. */
    void repair() {
        putFinal(kind -> kind == Kind.MISSING || kind == Kind.BROKEN);
    }

    private void putFinal(Predicate<Kind> kinds) {
        sample.links(kinds).forEach(link -> bucket.accept(sample.key(link), sample.finalContent(link)));
    }

    private void send(IntStream links, Duration lifetime) {
        signer.sign(links.mapToObj(sample::key).iterator(), lifetime, this::send);
    }

    private void send(PresignedLink link) {
        producer.send(
                new ProducerRecord<>(Topics.LINKS, link.bucket() + "/" + link.key(), LinkJson.write(link)));
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
