// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/** Flink job that downloads the CSV files of a list of links, one link in JSON a line, and writes their rows. */
public final class LinksToRows {

    private LinksToRows() {}

    /** Runs the job with the list, the folder for files on each task manager, and the folder for rows. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        // Without checkpoints, a job that fails begins again, and nothing removes the rows that it has written.
        env.enableCheckpointing(10_000);
        define(env, args[0], args[1], args[2]);
        env.execute("links");
    }

    // tag::job[]
    static void define(StreamExecutionEnvironment env, String list, String folder, String rows) {
        FileSource<String> source = FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(list))
                .build();
        DataStream<SecretLink> links = env.fromSource(source, WatermarkStrategy.noWatermarks(), "links")
                .map(SecretLink::new);
        // Four downloads at a time in each task; one that takes more than a day restarts the job, and is resumed.
        DataStream<String> files =
                AsyncDataStream.unorderedWait(links.rebalance(), new DownloadedFile(folder), 1, TimeUnit.DAYS, 4);
        // Chained: the task that has downloaded a file reads it, because no other machine has it.
        files.flatMap(LinksToRows::lines)
                .returns(Types.STRING)
                .sinkTo(FileSink.forRowFormat(new Path(rows), new SimpleStringEncoder<String>())
                        .build());
    }

    private static void lines(String file, Collector<String> out) throws Exception {
        try (Stream<String> lines = Files.lines(java.nio.file.Path.of(file))) {
            lines.forEach(out::collect);
        }
    }
    // end::job[]
}
