// The page's own script: filters, order, and what print and the address bar need. All content stands in the page already.

{
  const form = document.getElementById('filters');
  const list = document.getElementById('scenarios');
  const none = document.getElementById('none');
  const shown = document.getElementById('shown');
  const scenarios = [...list.querySelectorAll('details.scenario')];
  const texts = new Map();

  /** All that stands in a scenario, made when first searched for. */
  const textOf = (scenario) => {
    let text = texts.get(scenario);
    if (text === undefined) {
      text = scenario.textContent.toLowerCase().replace(/\s+/g, ' ');
      texts.set(scenario, text);
    }
    return text;
  };

  const matches = (scenario, wanted) =>
    (wanted.verdicts.length === 0 || wanted.verdicts.includes(scenario.dataset.verdict)) &&
    (wanted.level === '' || scenario.dataset.level === wanted.level) &&
    (wanted.clause === '' || scenario.dataset.clauses.toLowerCase().includes(wanted.clause)) &&
    wanted.words.every((word) => textOf(scenario).includes(word));

  const orders = {
    '': (a, b) => a.dataset.order - b.dataset.order,
    worst: (a, b) => a.dataset.rank - b.dataset.rank || a.dataset.order - b.dataset.order,
    slowest: (a, b) => b.dataset.seconds - a.dataset.seconds || a.dataset.order - b.dataset.order,
  };

  let order = '';
  const apply = () => {
    const data = new FormData(form);
    const wanted = {
      verdicts: data.getAll('verdict'),
      level: data.get('level'),
      clause: data.get('clause').trim().toLowerCase(),
      words: data.get('text').trim().toLowerCase().split(/\s+/).filter(Boolean),
    };
    let count = 0;
    for (const scenario of scenarios) {
      scenario.hidden = !matches(scenario, wanted);
      if (!scenario.hidden) count++;
    }
    shown.value = `${count} of ${scenarios.length}`;
    none.hidden = count > 0;
    if (data.get('order') !== order) {
      order = data.get('order');
      for (const scenario of [...scenarios].sort(orders[order])) list.insertBefore(scenario, none);
    }
  };

  /** The filters as the part of the address behind #, to be kept and sent on. */
  const address = () => {
    const parts = new URLSearchParams();
    const data = new FormData(form);
    if (data.has('verdict')) parts.set('verdict', data.getAll('verdict').join(','));
    for (const name of ['level', 'clause', 'text', 'order']) {
      if (data.get(name) !== '') parts.set(name, data.get(name));
    }
    return `#${parts}`;
  };

  const follow = () => {
    const parts = new URLSearchParams(location.hash.slice(1));
    const verdicts = (parts.get('verdict') ?? '').split(',');
    for (const box of form.querySelectorAll('[name=verdict]')) box.checked = verdicts.includes(box.value);
    for (const name of ['level', 'clause', 'text', 'order']) {
      const field = form.elements.namedItem(name);
      field.value = parts.get(name) ?? '';
      if (field.value === '' && field.options) field.selectedIndex = 0;
    }
    apply();
    const wanted = parts.get('open');
    const scenario = wanted === null ? undefined : scenarios.find((one) => one.dataset.id === wanted);
    if (scenario !== undefined) {
      scenario.open = true;
      scenario.scrollIntoView();
    } else if (parts.has('clause')) {
      form.scrollIntoView();
    }
  };

  const changed = () => {
    apply();
    history.replaceState(null, '', address());
  };

  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', changed);
  // The fields are empty only after the reset event.
  form.addEventListener('reset', () => queueMicrotask(changed));
  window.addEventListener('hashchange', follow);

  const visibleScenarios = () => scenarios.filter((scenario) => !scenario.hidden);
  const expand = document.getElementById('expand');
  expand.addEventListener('click', () => {
    const open = visibleScenarios().some((scenario) => !scenario.open);
    for (const scenario of visibleScenarios()) scenario.open = open;
    expand.textContent = open ? 'Close all shown' : 'Open all shown';
  });

  for (const button of list.querySelectorAll('.copy')) button.hidden = false;
  list.addEventListener('click', async (event) => {
    const button = event.target.closest('.copy');
    if (button === null) return;
    const code = button.parentElement.querySelector('code');
    const copied = await navigator.clipboard?.writeText(code.textContent).then(
      () => true,
      () => false,
    );
    if (copied) button.textContent = 'Copied';
    else getSelection().selectAllChildren(code);
  });

  // A log is read from its end: that is where the trouble is.
  const toEnd = (log) => {
    log.scrollTop = log.scrollHeight;
  };
  list.addEventListener(
    'toggle',
    (event) => {
      for (const log of event.target.querySelectorAll('pre.log')) toEnd(log);
    },
    true,
  );

  /** On paper, what needs reading is open; afterwards it is as it was. */
  let opened = [];
  window.addEventListener('beforeprint', () => {
    const quiet = ['passed', 'unsupported'];
    opened = visibleScenarios().filter((one) => !one.open && !quiet.includes(one.dataset.verdict));
    for (const scenario of opened) scenario.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const scenario of opened) scenario.open = false;
  });

  follow();
}
