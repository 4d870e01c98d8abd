/**
 * Recall and IoU (percent, top 5, text-embedding-3-large, five corpora) of Chroma's report "Evaluating Chunking
 * Strategies for Retrieval" (2024). On a folder with fewer corpora they are a mark, not a comparison.
 */
export const PUBLISHED: readonly { name: string; recall: number; iou: number }[] = [
  { name: 'Recursive 800/400', recall: 85.4, iou: 1.5 },
  { name: 'TokenText 800/400', recall: 87.9, iou: 1.4 },
  { name: 'Recursive 400/200', recall: 88.1, iou: 3.3 },
  { name: 'TokenText 400/200', recall: 88.6, iou: 2.7 },
  { name: 'Recursive 400/0', recall: 89.5, iou: 3.6 },
  { name: 'TokenText 400/0', recall: 89.2, iou: 2.7 },
  { name: 'Recursive 200/0', recall: 88.1, iou: 6.9 },
  { name: 'TokenText 200/0', recall: 87, iou: 5.1 },
  { name: 'Kamradt semantic', recall: 83.6, iou: 1.5 },
  { name: 'KamradtMod 300', recall: 87.1, iou: 2.1 },
  { name: 'Cluster 400', recall: 91.3, iou: 4.5 },
  { name: 'Cluster 200', recall: 87.3, iou: 8 },
  { name: 'LLM (GPT-4o)', recall: 91.9, iou: 3.9 },
];
