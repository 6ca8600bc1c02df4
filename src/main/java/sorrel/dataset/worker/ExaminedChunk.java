package sorrel.dataset.worker;

import java.util.List;
import sorrel.picture.PictureStatistics;

/**
 * Some entries of an archive in a row, looked at.
 *
 * @param from the first entry
 * @param to the entry after the last
 * @param statistics of the usable ones
 */
record ExaminedChunk(int from, int to, List<Examined> entries, PictureStatistics statistics) {}
