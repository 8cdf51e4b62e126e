import { lazy, Suspense, useMemo, type KeyboardEvent } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import type { TemplateCheckList, TemplateList } from '@hecate/server/contract';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import InputAdornment from '@mui/material/InputAdornment';
import Skeleton from '@mui/material/Skeleton';
import TextField from '@mui/material/TextField';
import Magnify from 'mdi-material-ui/Magnify';
import { queryText, request } from '../../api/client.ts';
import { ErrorNotice } from '../../components/ErrorNotice.tsx';
import { Notice } from '../../components/Notice.tsx';
import { PageTitle } from '../../components/PageTitle.tsx';
import { EmptyState } from '../../dashboards/notice/EmptyState.tsx';
import type { KeyOf } from '../../shell/listed-keys.ts';
import { useChangeUrl, useUrlState } from '../../time/use-url-state.ts';
import { gallerySections } from './gallery-list.ts';
import { TemplateCard } from './TemplateCard.tsx';

const TemplatePreview = lazy(async () => ({
  default: (await import('./TemplatePreview.tsx')).TemplatePreview,
}));

/** `/gallery`: templates with a live check, a preview with real data, and one field to create a dashboard. */
export function GalleryPage() {
  const [search, setSearch] = useUrlState('q');
  const [previewed] = useUrlState('preview');
  const [parameters] = useSearchParams();
  const project = parameters.get('project') ?? undefined;
  const change = useChangeUrl();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: ({ signal }) => request<TemplateList>('/api/hecate/v1/templates', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    cacheTime: 600_000,
  });
  const checks = useQuery({
    queryKey: ['template-checks', project],
    queryFn: ({ signal }) =>
      request<TemplateCheckList>(`/api/hecate/v1/templates/check${queryText({ project })}`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
  const sections = useMemo(
    () => gallerySections(templates.data?.templates ?? [], checks.data?.checks ?? [], search),
    [templates.data, checks.data, search],
  );
  const template = templates.data?.templates.find((one) => one.id === previewed);

  if (template) {
    return (
      <Suspense fallback={<Skeleton animation={false} variant="rectangular" height={480} />}>
        <TemplatePreview
          template={template}
          check={checks.data?.checks.find((one) => one.id === template.id)}
          project={project}
          onClose={() => change({ preview: null })}
        />
      </Suspense>
    );
  }
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2 }} onKeyDown={moveBetweenCards}>
      <PageTitle title="Gallery" documentTitle="Gallery" />
      <TextField
        label="Search by question or metric name"
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        sx={{ width: 'min(460px, 100%)', bgcolor: 'background.paper' }}
        slotProps={{
          input: {
            startAdornment: (
              <InputAdornment position="start">
                <Magnify fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      {templates.error !== null && templates.error !== undefined && (
        <ErrorNotice error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {checks.error !== null && checks.error !== undefined && (
        <Notice
          tone="degraded"
          actions={
            <Button variant="outlined" onClick={() => void checks.refetch()}>
              Retry
            </Button>
          }
        >
          Could not check which metrics exist. Templates are shown unchecked.
        </Notice>
      )}
      {templates.isLoading && <Skeleton animation={false} variant="rectangular" height={320} />}
      {templates.data && sections.length === 0 && (
        <EmptyState
          sentence={`No template matches '${search}'.`}
          action={{ label: 'Clear search', run: () => setSearch('') }}
        />
      )}
      {sections.map((section) => (
        <section key={section.title} aria-label={section.title}>
          <Box component="h2" sx={{ typography: 'h2', mt: 0, mb: 1 }}>
            {section.title}
          </Box>
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
            }}
          >
            {section.cards.map((card) => (
              <TemplateCard
                key={card.template.id}
                card={card}
                isChecking={checks.isLoading}
                onOpen={() => change({ preview: card.template.id }, { push: true })}
              />
            ))}
          </Box>
        </section>
      ))}
    </Box>
  );
}

const cardSteps: Partial<Record<KeyOf<'list'>, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Arrow keys move between cards in their order; the first letter keys stay the browser's. */
function moveBetweenCards(event: KeyboardEvent<HTMLElement>): void {
  const by = new Map(Object.entries(cardSteps)).get(event.key);
  const focused = document.activeElement;
  if (by === undefined || !(focused instanceof HTMLElement) || focused.dataset['card'] === undefined) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-card]')];
  const next = cards[cards.indexOf(focused) + by];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
