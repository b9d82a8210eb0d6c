package org.liangzheng.api.licence.batch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code liangzheng.batch}.
 *
 * @param maxLine the most a line of licence requests may have; a longer one is a bad line
 * @param maxLines the most lines a batch may have
 * @param maxBytes the most a batch may have
 * @param maxPart the most one part of a resumable upload may have; it is held in memory
 * @param chunkLines the most lines a node takes up at a time
 * @param chunkBytes about how much a node takes up at a time
 * @param uploadsAtOnce uploads a node receives at the same time; bounds memory
 * @param workers threads of a node that carry out lines; 0: this node leaves it to others
 * @param lease how long a node may work on a chunk without a sign of life
 * @param poll pause between looks for work
 * @param pauseFirst first pause of a batch when vault, seal or evidence is away; doubled each time
 * @param pauseLongest longest such pause
 * @param tries how often a line is tried that fails through no fault of its own
 * @param keepUpload how long an unfinished upload is kept
 * @param keepInput how long the lines of a finished batch are kept
 * @param keepResults how long the results of a finished batch are kept
 */
@ConfigurationProperties("liangzheng.batch")
record BatchSettings(
    @DefaultValue("64KB") DataSize maxLine,
    @DefaultValue("1000000") int maxLines,
    @DefaultValue("2GB") DataSize maxBytes,
    @DefaultValue("4MB") DataSize maxPart,
    @DefaultValue("50") int chunkLines,
    @DefaultValue("512KB") DataSize chunkBytes,
    @DefaultValue("4") int uploadsAtOnce,
    @DefaultValue("2") int workers,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("5s") Duration pauseFirst,
    @DefaultValue("5m") Duration pauseLongest,
    @DefaultValue("3") int tries,
    @DefaultValue("24h") Duration keepUpload,
    @DefaultValue("24h") Duration keepInput,
    @DefaultValue("30d") Duration keepResults) {

  BatchSettings {
    if (workers < 0
        || maxLines < 1
        || chunkLines < 1
        || uploadsAtOnce < 1
        || tries < 1
        || !lease.isPositive()
        || !poll.isPositive()
        || !pauseFirst.isPositive()) {
      throw new IllegalArgumentException("liangzheng.batch: a setting is not positive");
    }
  }
}
