// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/** Spark job that downloads the CSV files of a list of links, one link in JSON a line, and writes their rows as a table. */
public final class LinksToTable {

    private LinksToTable() {}

    /** Runs the job with the list, the folder for files on each worker, the table and the number of partitions. */
    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().appName("links").getOrCreate()) {
            run(spark, args[0], args[1], args[2], Integer.parseInt(args[3]));
        }
    }

    // tag::job[]
    static void run(SparkSession spark, String list, String folder, String table, int partitions) {
        // Partitions without a shuffle, which an executor that is lost would have to repeat.
        Dataset<String> links = spark.createDataset(spark.sparkContext().textFile(list, partitions), Encoders.STRING());
        Dataset<String> lines = links.mapPartitions(new DownloadedLines(folder), Encoders.STRING());
        spark.read()
                .schema("object STRING, row INT, text STRING")
                .csv(lines)
                .write()
                .parquet(table);
    }
    // end::job[]
}
